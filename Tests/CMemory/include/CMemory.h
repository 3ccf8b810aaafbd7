// What Swift's system modules do not show of the allocator; for tests only.
#ifndef CMEMORY_H
#define CMEMORY_H

/// Bytes that the process's allocator has handed out and not got back.
long bytes_in_use(void);

#endif
