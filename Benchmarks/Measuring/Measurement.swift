/// What was measured of one case, as the line of JSON that `peers/compare.py` reads.
struct Measurement {
  let name: String
  let units: Int
  let samples: Samples
  /// Growth of the peak memory over the first call, in bytes, where the case asks for it.
  let memory: Int?
  let result: Double

  /// Cases that measure memory make their first call before anything else has run.
  ///
  /// - Parameter forgetsPreparation: whether memory that only the preparation took is not to count.
  static func measure(
    _ cases: [Case], sampling: Sampling = Sampling(), forgetsPreparation: Bool = false
  ) -> [Measurement] {
    let works = cases.map { $0.prepare() }
    if forgetsPreparation { forgetPeakMemory() }
    let memory = zip(cases, works).map { $0.measuresMemory ? peakMemoryGrowth($1.run) : nil }
    let samples = sampling.samples(of: works.map(\.run))
    return cases.indices.map { index in
      works[index].run()
      return Measurement(
        name: cases[index].name, units: cases[index].units, samples: samples[index], memory: memory[index],
        result: works[index].result())
    }
  }

  /// - Parameter withPeak: whether the process's peak memory belongs to it.
  func json(withPeak: Bool) -> String {
    let microseconds = { (fraction: Double) in samples.quantile(fraction) / Double(units) * 1e6 }
    let bytes = memory.map { #","bytes":\#(Double($0) / Double(units))"# } ?? ""
    let peak = withPeak ? #","megabytes":\#(Double(peakMemory()) / 1e6)"# : ""
    return #"{"case":"\#(name)","us":\#(microseconds(0.5)),"q1":\#(microseconds(0.25)),"q3":\#(microseconds(0.75)),"#
      + #""samples":\#(samples.seconds.count),"calls":\#(samples.calls)\#(bytes)\#(peak),"result":\#(result)}"#
  }
}
