/// Does to `frames` one of the things that happen to data: a flipped bit, a lost, doubled, swapped, cut or alien frame.
package func damage(_ frames: inout [[UInt8]], _ generator: inout some RandomNumberGenerator) {
  guard let index = frames.indices.randomElement(using: &generator) else { return frames.append([0]) }
  switch Int.random(in: 0..<6, using: &generator) {
  case 0:
    guard let position = frames[index].indices.randomElement(using: &generator) else { return }
    frames[index][position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
  case 1: frames.remove(at: index)
  case 2: frames.insert(frames[index], at: index)
  case 3: frames.swapAt(index, Int.random(in: frames.indices, using: &generator))
  case 4: frames[index].removeLast(Int.random(in: 0...frames[index].count, using: &generator))
  default:
    frames[index] = (0..<Int.random(in: 0...40, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
  }
}
