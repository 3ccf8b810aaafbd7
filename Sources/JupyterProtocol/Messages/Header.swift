package import JSONTree

/// What a message says about itself: which it is, of what kind, and who sent it when.
package struct Header: Equatable, Sendable {
  /// Unlike that of any other message.
  package let id: String
  /// The kind of the message.
  package let type: MessageType
  /// The process that sent it; a kernel that was restarted has another one.
  package let session: String
  /// The header as it goes over the wire, fields that we do not know included: a reply names its request by a copy.
  package let json: JSONValue

  /// A header for a new message of `session`.
  package init(_ type: MessageType, session: Session, date: Timestamp = .now) {
    let id = Session.randomIdentifier()
    self.id = id
    self.type = type
    self.session = session.id
    json = [
      "msg_id": .string(id), "msg_type": .string(type.rawValue), "session": .string(session.id),
      "username": .string(session.username), "date": .string(date.description), "version": .string(protocolVersion),
    ]
  }

  /// The header that came as `json`. Only what is needed to answer must be there: old clients leave out the rest.
  package init(decoding json: JSONValue) throws(WireError) {
    guard let id = json["msg_id"]?.stringValue else { throw .header(field: "msg_id") }
    guard let type = json["msg_type"]?.stringValue else { throw .header(field: "msg_type") }
    self.id = id
    self.type = MessageType(rawValue: type)
    session = json["session"]?.stringValue ?? ""
    self.json = json
  }
}

/// The version of the messaging protocol that we speak.
package let protocolVersion = "5.5"
