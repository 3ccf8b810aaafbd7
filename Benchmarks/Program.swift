/// Measures this project's side of the benchmarks and prints a line of JSON for each case.
///
///     Benchmarks measure [WORD]    every case whose "topic: name" holds the word
///     Benchmarks list [WORD]       which those are, and their goals, without measuring
///     Benchmarks COMMAND           does what a case from process start asks for, and prints its number
@main
enum Program {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let command = arguments.first ?? "measure"
    if let start = Topic.all.flatMap(\.starts).first(where: { $0.command == command }) {
      print(start.result())
      return
    }
    let word = arguments.dropFirst().first ?? ""
    for topic in Topic.all {
      let isWanted = { (name: String) in word.isEmpty || "\(topic.name): \(name)".contains(word) }
      let cases = topic.cases.filter { isWanted($0.name) }
      switch command {
      case "list":
        for start in topic.starts where isWanted(start.name) { print(start.json(topic: topic.name)) }
        for one in cases { print(one.json(topic: topic.name)) }
      case "measure":
        for measurement in Measurement.measure(cases) { print(measurement.json) }
      default:
        preconditionFailure("Benchmarks: no command \(command); there are measure, list and what list names")
      }
    }
  }
}

extension StartCase {
  func json(topic: String) -> String {
    let goals = goals.map(\.json).joined(separator: ",")
    return #"{"topic":"\#(topic)","case":"\#(name)","start":"\#(command)","goals":[\#(goals)]}"#
  }
}

extension Case {
  func json(topic: String) -> String {
    let goals = goals.map(\.json).joined(separator: ",")
    return #"{"topic":"\#(topic)","case":"\#(name)","unit":"\#(unit)","goals":[\#(goals)]}"#
  }
}
