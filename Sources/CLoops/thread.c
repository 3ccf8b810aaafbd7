#include "CLoops.h"

_Thread_local struct unroll_thread unroll_this_thread_state;
