// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The rooms and the only arrows between them. SwiftPM refuses a cycle; the README has the map.
let blas: Target.Dependency = .target(name: "COpenBLAS", condition: .when(platforms: [.linux]))

// SwiftSyntax as every toolchain brings it for its macros: the grammar is exactly the compiler's. The package of that name
// would be one more version to keep in step, and takes over ten minutes to build optimised.
let swiftSyntax: (importing: [SwiftSetting], linking: [LinkerSetting]) = {
  // This very description runs with a library of the toolchain that builds the package.
  // Read to its end in pieces: the file says that it is empty, and one read of it gives what happens to be ready.
  var bytes = Data()
  if let maps = FileHandle(forReadingAtPath: "/proc/self/maps") {
    while let piece = try? maps.read(upToCount: 4096), !piece.isEmpty { bytes += piece }
  }
  let maps = bytes.isEmpty ? Bundle(for: Package.self).bundlePath : String(decoding: bytes, as: UTF8.self)
  let line = maps.split(separator: "\n").first { $0.contains("/lib/swift/pm/") }.map(String.init)
  let toolchain = line.flatMap { line in
    line.firstIndex(of: "/").map { line[$0...].components(separatedBy: "/lib/swift/pm/")[0] }
  }
  let folder = (toolchain ?? "/usr") + "/lib/swift/host"
  return (
    [.unsafeFlags(["-I", folder])],
    [
      .unsafeFlags(["-L", folder, "-Xlinker", "-rpath", "-Xlinker", folder]), .linkedLibrary("SwiftParser"),
      .linkedLibrary("SwiftOperators"),
      .linkedLibrary("SwiftSyntax"),
    ]
  )
}()

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Unroll", targets: ["Unroll"]),
    .executable(name: "unroll", targets: ["UnrollCommand"]),
    // What cells of notebooks use, in one library: two copies of a type would be two types.
    .library(
      name: "UnrollNotebook", type: .dynamic,
      targets: ["Unroll", "NotebookDisplay", "NotebookRepresentations", "Checks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CLoops"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
    .systemLibrary(name: "CZeroMQ", pkgConfig: "libzmq", providers: [.apt(["libzmq3-dev"]), .brew(["zeromq"])]),
    .target(name: "Autograd", dependencies: ["CLoops", blas]),
    .target(name: "GraphDrawing"),
    .target(name: "JSONTree"),
    .target(name: "NearestNames"),
    .target(name: "WholeFiles"),
    .target(name: "NotebookFormat", dependencies: ["JSONTree", "WholeFiles"]),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .target(name: "NotebookHTML", dependencies: ["NotebookFormat", "JSONTree", "CMarkdown"]),
    .target(name: "NotebookExecution", dependencies: ["NotebookFormat", "JSONTree", "JupyterKernel"]),
    .target(name: "KernelInstallation", dependencies: ["JSONTree", "WholeFiles"]),
    .target(name: "NeuralNetworks", dependencies: ["Autograd", "CLoops", "JSONTree", "WholeFiles"]),
    .target(
      name: "ComputationGraphs",
      dependencies: [
        "Autograd", "GraphDrawing", "JSONTree", "WholeFiles", .product(name: "BigInt", package: "BigInt"),
      ],
      // In the code itself, so that a library that a notebook loads finds it.
      resources: [.embedInCode("Pages/Page")]),
    .target(name: "LanguageModels", dependencies: ["NeuralNetworks", "Autograd", "JSONTree", "WholeFiles", "CLoops"]),
    .target(name: "JupyterProtocol", dependencies: ["JSONTree", "CSodium"]),
    .target(
      name: "JupyterKernel",
      dependencies: ["JupyterProtocol", "JSONTree", "CZeroMQ", .product(name: "Logging", package: "swift-log")]),
    .target(
      name: "Unroll",
      dependencies: ["Autograd", "GraphDrawing", "NeuralNetworks", "ComputationGraphs", "LanguageModels"]),
    .target(name: "NotebookDisplay"),
    .target(
      name: "NotebookRepresentations",
      dependencies: ["Autograd", "GraphDrawing", "ComputationGraphs", "NotebookDisplay"]),
    .target(name: "Checks", dependencies: ["Autograd", "NotebookDisplay", "JSONTree"]),
    .target(
      name: "Grading",
      dependencies: [
        "ComputationGraphs", "GraphDrawing", "NotebookDisplay", "SwiftEvaluation", "NotebookFormat", "NearestNames",
        "JSONTree",
        "WholeFiles", .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "CProcess"),
    .executableTarget(
      name: "CellHost", dependencies: ["CProcess"],
      // So that its own `dispatch_async_f` is seen by the libraries that it loads.
      linkerSettings: [.linkedLibrary("dispatch", .when(platforms: [.linux]))]),
    .executableTarget(name: "CompilerHost", dependencies: ["CProcess"]),
    .target(
      name: "SwiftEvaluation", dependencies: ["JSONTree", "NearestNames", "NotebookDisplay", "CProcess"],
      linkerSettings: swiftSyntax.linking),
    .target(
      name: "SwiftKernel",
      dependencies: [
        "JupyterKernel", "SwiftEvaluation", "NearestNames", "NotebookDisplay", "JSONTree", "CProcess",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "UnrollCommand",
      // What the umbrella re-exports too: SwiftPM compiles anew only what names a changed module here, and functions of
      // these modules are inlined.
      dependencies: [
        "Unroll", "Autograd", "GraphDrawing", "NeuralNetworks", "ComputationGraphs", "LanguageModels",
        "KernelInstallation", "NotebookExecution", "NotebookFormat", "NotebookHTML", "SwiftEvaluation", "WholeFiles",
        "SwiftKernel", "JupyterKernel", "JupyterProtocol", "Grading", "JSONTree", "Checks", "NotebookDisplay",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "Measuring", path: "Benchmarks/Measuring"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Measuring", "Autograd", "NeuralNetworks", "LanguageModels", "ComputationGraphs",
        .product(name: "BigInt", package: "BigInt"),
      ],
      path: "Benchmarks/Libraries"),
    .executableTarget(
      name: "NotebookBenchmarks", dependencies: ["Measuring", "SwiftEvaluation", "NotebookDisplay"],
      path: "Benchmarks/Notebooks", exclude: ["cells.txt", "programs.txt"]),
    .target(name: "CMemory", path: "Tests/CMemory"),
    .testTarget(name: "AutogradTests", dependencies: ["Autograd", "CMemory"], resources: [.copy("Golden")]),
    .target(name: "FrameDamage", path: "Tests/FrameDamage"),
    .testTarget(
      name: "JupyterProtocolTests", dependencies: ["JupyterProtocol", "JSONTree", "FrameDamage", "RandomJSON"]),
    .testTarget(
      name: "JupyterKernelTests",
      dependencies: [
        "JupyterKernel", "JupyterProtocol", "JSONTree", "CZeroMQ", "FrameDamage", "RandomJSON",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(name: "RandomJSON", dependencies: ["JSONTree"], path: "Tests/RandomJSON"),
    .testTarget(name: "JSONTreeTests", dependencies: ["JSONTree", "RandomJSON"]),
    .testTarget(
      name: "NotebookExecutionTests",
      dependencies: ["NotebookExecution", "NotebookFormat", "JupyterKernel", "JSONTree"]),
    .testTarget(name: "NotebookHTMLTests", dependencies: ["NotebookHTML", "NotebookFormat", "JSONTree"]),
    .testTarget(name: "NearestNamesTests", dependencies: ["NearestNames"]),
    .testTarget(
      name: "KernelInstallationTests", dependencies: ["KernelInstallation", "JSONTree", "WholeFiles"]),
    .testTarget(name: "WholeFilesTests", dependencies: ["WholeFiles"]),
    .testTarget(
      name: "NotebookFormatTests", dependencies: ["NotebookFormat", "JSONTree", "RandomJSON"],
      resources: [.copy("Golden")]),
    .testTarget(name: "NotebookDisplayTests", dependencies: ["NotebookDisplay"]),
    .testTarget(
      name: "NotebookRepresentationsTests",
      dependencies: ["NotebookRepresentations", "NotebookDisplay", "Autograd", "ComputationGraphs"]),
    .testTarget(name: "SwiftEvaluationTests", dependencies: ["SwiftEvaluation", "NotebookDisplay"]),
    .testTarget(name: "GraphDrawingTests", dependencies: ["GraphDrawing"], resources: [.copy("Golden")]),
    .testTarget(
      name: "NeuralNetworksTests", dependencies: ["NeuralNetworks", "Autograd", "CLoops"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "ComputationGraphsTests",
      dependencies: [
        "ComputationGraphs", "Autograd", "GraphDrawing", "JSONTree", .product(name: "BigInt", package: "BigInt"),
      ],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "LanguageModelsTests",
      dependencies: ["LanguageModels", "NeuralNetworks", "Autograd", "JSONTree", "WholeFiles", "CLoops"],
      exclude: ["Golden"]),
    .testTarget(
      name: "UnrollCommandTests",
      dependencies: [
        "UnrollCommand", "LanguageModels", "NeuralNetworks", "Autograd", "Grading", "WholeFiles", "KernelInstallation",
        "NotebookFormat", "JSONTree",
        "SwiftEvaluation",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "SwiftKernelTests",
      dependencies: [
        "SwiftKernel", "JupyterKernel", "SwiftEvaluation", "NotebookDisplay", "JSONTree",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "ChecksTests", dependencies: ["Checks", "Autograd", "NotebookDisplay", "JSONTree"]),
    .testTarget(
      name: "GradingTests",
      dependencies: [
        "Grading", "Checks", "SwiftEvaluation", "NotebookDisplay", "NotebookFormat", "JSONTree", "RandomJSON",
      ]),
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring"]),
    .testTarget(name: "BenchmarksTests", dependencies: ["Benchmarks", "Measuring"]),
  ]
)

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let inC = ["CLoops", "COpenBLAS", "CMarkdown", "CMemory", "CProcess", "CSodium", "CZeroMQ", "CellHost", "CompilerHost"]
// Whoever imports a module has to find what that imports: these see SwiftSyntax, by themselves or through others.
var seeSwiftSyntax: Set = ["SwiftEvaluation"]
for _ in package.targets {
  for target in package.targets {
    for case .byNameItem(let name, _) in target.dependencies where seeSwiftSyntax.contains(name) {
      seeSwiftSyntax.insert(target.name)
    }
  }
}
for target in package.targets where !inC.contains(target.name) {
  target.swiftSettings = strict + (seeSwiftSyntax.contains(target.name) ? swiftSyntax.importing : [])
}
