#ifndef CLOOPS_H
#define CLOOPS_H
#endif
