// ZeroMQ is built over libsodium, so it is there wherever ZeroMQ is.
#pragma once
#include <sodium/crypto_auth_hmacsha256.h>
#include <sodium/utils.h>
