// The include path comes from pkg-config.
#pragma once
#include <zmq.h>
