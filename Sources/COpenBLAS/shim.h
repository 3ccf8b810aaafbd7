// The single-threaded products that Autograd calls; Debian puts the header where pkg-config says.
#include <cblas.h>
