/// A job whose time counts from the start of its process: the program with this command prints one number as soon as it
/// has it.
///
/// The clock is held from outside, by `peers/compare.py`.
package struct StartCase {
  package let name: String
  package let command: String
  let goals: [Goal]
  let result: () async throws -> Double

  package init(name: String, command: String, goals: [Goal], result: @escaping () async throws -> Double) {
    self.name = name
    self.command = command
    self.goals = goals
    self.result = result
  }
}
