// swift-tools-version: 6.2
// The target graph is the architecture: what a layer may not do, it cannot import. README has the map.
import PackageDescription

// Only with FUZZING=1 in the environment, which Fuzzing/run.sh sets: no package with such flags may be depended on.
let isFuzzing = Context.environment["FUZZING"] != nil

let strict: [SwiftSetting] =
  [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

let strictC: [CSetting] = [.treatAllWarnings(as: .error), .enableWarning("all")]

// Only with BENCHMARKS=1 in the environment: nobody else has to fetch what they need.
let benchmarks: (packages: [Package.Dependency], targets: [Target]) =
  Context.environment["BENCHMARKS"] == nil
  ? ([], [])
  : (
    [.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: [])],
    [
      .executableTarget(
        name: "AtlasBenchmarks",
        dependencies: [
          "AtlasModel", "Explorer", "Properties", "TextUI",
          .product(name: "Benchmark", package: "benchmark"),
        ],
        path: "Benchmarks/AtlasBenchmarks", swiftSettings: strict,
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
      .executableTarget(
        name: "FilterBenchmark", dependencies: ["FuzzyMatching"],
        path: "Benchmarks/FilterBenchmark", swiftSettings: strict),
      .executableTarget(
        name: "SearchBenchmark",
        dependencies: ["AtlasModel", "Explorer", "Properties", "TextUI"],
        path: "Benchmarks/SearchBenchmark", swiftSettings: strict),
    ]
  )

func fuzzer(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["CFuzzer", "Properties"], path: "Fuzzing/\(name)",
    swiftSettings: strict,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
}

let fuzzers: [Target] =
  isFuzzing
  ? [
    .systemLibrary(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
    fuzzer("FuzzDocuments"), fuzzer("FuzzQueries"), fuzzer("FuzzKeys"), fuzzer("FuzzExplorer"),
  ] : []

let package = Package(
  name: "geneva-atlas",
  products: [.executable(name: "geneva-atlas", targets: ["geneva-atlas"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ] + benchmarks.packages,
  targets: [
    // C: what only C can say.
    .systemLibrary(name: "CNcurses"),
    .target(name: "CPosix", cSettings: strictC),
    .target(name: "CByteMask", cSettings: strictC),
    .target(name: "CAtlasDocuments", cSettings: strictC),

    // Pure: no file, clock, environment, locale or terminal.
    .target(name: "PlainText", swiftSettings: strict),
    .target(name: "Workers", swiftSettings: strict),
    .target(name: "AtlasModel", dependencies: ["PlainText", "Workers"], swiftSettings: strict),
    .target(
      name: "FuzzyMatching", dependencies: ["CByteMask", "PlainText", "Workers"],
      swiftSettings: strict),
    .target(name: "TextUI", dependencies: ["PlainText"], swiftSettings: strict),
    .target(
      name: "Explorer", dependencies: ["AtlasModel", "FuzzyMatching", "PlainText", "TextUI"],
      swiftSettings: strict),

    // The outside world.
    .target(
      name: "NcursesTerminal", dependencies: ["CNcurses", "CPosix", "TextUI"],
      swiftSettings: strict,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .executableTarget(
      name: "geneva-atlas",
      dependencies: [
        "AtlasModel", "CAtlasDocuments", "CPosix", "Explorer", "FuzzyMatching", "NcursesTerminal",
        "PlainText", "TextUI", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "TOMLKit",
      ],
      swiftSettings: strict),

    // Tests.
    .systemLibrary(name: "CVTerm", path: "Tests/CVTerm"),
    .target(name: "RandomNumbers", path: "Tests/RandomNumbers", swiftSettings: strict),
    .testTarget(
      name: "PlainTextTests", dependencies: ["PlainText"], swiftSettings: strict),
    .testTarget(
      name: "AtlasModelTests",
      dependencies: ["AtlasModel", "CAtlasDocuments", "PlainText", "RandomNumbers", "Workers"],
      exclude: ["Sources"], swiftSettings: strict),
    .testTarget(
      name: "FuzzyMatchingTests", dependencies: ["FuzzyMatching", "Properties", "RandomNumbers"],
      exclude: ["expectations-lines.txt", "expectations.tsv"], swiftSettings: strict),
    .testTarget(name: "TextUITests", dependencies: ["TextUI"], swiftSettings: strict),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "AtlasModel", "Explorer", "PlainText", "Properties", "RandomNumbers", "TextUI",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NcursesTerminalTests",
      dependencies: ["CNcurses", "CPosix", "NcursesTerminal", "TextUI"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "AtlasModel", "CVTerm", "Explorer", "PlainText", "RandomNumbers", "TextUI", "geneva-atlas",
      ],
      swiftSettings: strict, linkerSettings: [.linkedLibrary("util")]),
    // What must hold whatever comes in: fuzzers and tests ask it together.
    .target(
      name: "Properties",
      dependencies: [
        "AtlasModel", "CAtlasDocuments", "Explorer", "FuzzyMatching", "NcursesTerminal", "TextUI",
      ],
      path: "Fuzzing/Properties", swiftSettings: strict),
    .testTarget(
      name: "PropertiesTests", dependencies: ["Properties"], swiftSettings: strict),
  ] + benchmarks.targets + fuzzers,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
