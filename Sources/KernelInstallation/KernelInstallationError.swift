package import WholeFiles

/// Why the kernel could not be installed or removed.
package enum KernelInstallationError: Error, Equatable, CustomStringConvertible {
  /// The system refused.
  case file(FileError)
  /// The folder holds a kernel that somebody else put there.
  case foreign(String)

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .foreign(let path):
      "\(path) holds a kernel that this program did not install; rename that folder, or install elsewhere by --prefix"
    }
  }
}
