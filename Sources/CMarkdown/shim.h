// GitHub's CommonMark: Markdown as JupyterLab reads it, with tables.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
