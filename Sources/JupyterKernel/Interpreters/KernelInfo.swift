/// What a kernel says about itself and its language.
package struct KernelInfo: Equatable, Sendable {
  package let implementation: String
  package let implementationVersion: String
  package let language: Language
  /// What a console shows at its start.
  package let banner: String
  /// Pages for a client's help menu.
  package let helpLinks: [Link]

  package struct Language: Equatable, Sendable {
    package let name: String
    package let version: String
    package let mimeType: String
    /// With its dot.
    package let fileExtension: String

    package init(name: String, version: String, mimeType: String, fileExtension: String) {
      self.name = name
      self.version = version
      self.mimeType = mimeType
      self.fileExtension = fileExtension
    }
  }

  package struct Link: Equatable, Sendable {
    package let text: String
    package let address: String

    package init(text: String, address: String) {
      self.text = text
      self.address = address
    }
  }

  package init(
    implementation: String, implementationVersion: String, language: Language, banner: String, helpLinks: [Link] = []
  ) {
    self.implementation = implementation
    self.implementationVersion = implementationVersion
    self.language = language
    self.banner = banner
    self.helpLinks = helpLinks
  }
}
