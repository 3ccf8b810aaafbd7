#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Folders by their paths.
package enum Folder {
  /// Makes a folder, and those above it, where there is none yet.
  package static func make(_ path: String) throws(FileError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST || !isFolder(path) else { return }
    if errno == ENOENT, let above = path.lastIndex(of: "/"), above != path.startIndex {
      try make(String(path[..<above]))
      if mkdir(path, 0o777) == 0 { return }
    }
    throw FileError(path: path, action: "make the folder", reason: systemError())
  }

  /// The names of the files and folders in a folder, in order; none where there is no such folder.
  package static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { _ = closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file, if it is there.
  package static func removeFile(_ path: String) { _ = unlink(path) }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    let error = errno
    defer { errno = error }
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
