/// Measures this project's side of some topics and prints a line of JSON for each case.
///
///     PROGRAM measure [WORD [TOPIC]]   every case whose "topic: name" holds the word, of one topic or of all
///     PROGRAM list [WORD]              which those are, and their goals, without measuring
///     PROGRAM COMMAND                  does what a case from process start asks for, and prints its number
package struct BenchmarkProgram {
  let topics: [Topic]

  package init(topics: [Topic]) { self.topics = topics }

  package func run(_ arguments: [String]) async throws {
    let command = arguments.first ?? "measure"
    if let start = topics.flatMap(\.starts).first(where: { $0.command == command }) {
      print(try await start.result())
      return
    }
    let word = arguments.count > 1 ? arguments[1] : ""
    for topic in topics where arguments.count < 3 || topic.name == arguments[2] {
      let isWanted = { (name: String) in word.isEmpty || "\(topic.name): \(name)".contains(word) }
      let cases = topic.cases.filter { isWanted($0.name) }
      let together = topic.session?.cases.filter { isWanted($0.name) } ?? []
      switch command {
      case "list":
        for start in topic.starts where isWanted(start.name) { print(start.json(topic: topic.name)) }
        for one in cases { print(one.json(topic: topic)) }
        for one in together { print(one.json(topic: topic.name, rounds: topic.session?.rounds ?? 1)) }
      case "measure":
        for measurement in Measurement.measure(cases, forgetsPreparation: topic.comparesMemory) {
          print(measurement.json(withPeak: topic.comparesMemory))
        }
        if let session = topic.session, !together.isEmpty {
          let found = try await session.run()
          for one in together { if let observation = found[one.name] { print(observation.json(name: one.name)) } }
        }
      default:
        preconditionFailure("benchmarks: no command \(command); there are measure, list and what list names")
      }
    }
  }
}

extension StartCase {
  func json(topic: String) -> String {
    #"{"topic":"\#(topic)","case":"\#(name)","start":"\#(command)","goals":[\#(goals.json)]}"#
  }
}

extension Case {
  func json(topic: Topic) -> String {
    let rounds = topic.rounds.map { #","rounds":\#($0)"# } ?? ""
    let threads = topic.threads.map { #","threads":\#($0)"# } ?? ""
    return #"{"topic":"\#(topic.name)","case":"\#(name)","unit":"\#(unit)"\#(rounds)\#(threads),"#
      + #""memory":\#(topic.comparesMemory),"goals":[\#(goals.json)]}"#
  }
}

extension Session.Case {
  func json(topic: String, rounds: Int) -> String {
    #"{"topic":"\#(topic)","case":"\#(name)","rounds":\#(rounds),"goals":[\#(goals.json)]}"#
  }
}

extension [Goal] {
  fileprivate var json: String { map(\.json).joined(separator: ",") }
}
