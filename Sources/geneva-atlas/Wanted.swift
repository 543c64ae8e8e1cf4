import ArgumentParser
import AtlasModel

/// What of the atlas a command is to print: some actors, some issues.
struct Wanted: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Only these actors: an id, an acronym or its beginning.", valueName: "actor")
  )
  var actor: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only these issues.", valueName: "issue"))
  var issue: [String] = []

  @Option(name: .long, help: ArgumentHelp("Only issues of these baskets.", valueName: "basket"))
  var basket: [String] = []

  /// What was asked for by name; nothing of a kind means all of it.
  struct Named {
    var actors: Set<Actor.ID> = []
    var issues: Set<Issue.ID> = []
    var baskets: Set<Basket.ID> = []
  }

  /// - Throws: ``Failure`` with the nearest names.
  func named(in atlas: Atlas) throws(Failure) -> Named {
    let names = Names(atlas: atlas)
    var named = Named()
    for name in actor { named.actors.insert(try names.actor(name)) }
    for name in issue { named.issues.insert(try names.issue(name)) }
    for name in basket { named.baskets.insert(try names.basket(name)) }
    return named
  }
}

extension Wanted.Named {
  func takes(_ actor: Actor.ID) -> Bool { actors.isEmpty || actors.contains(actor) }

  func takes(_ issue: Issue) -> Bool {
    (issues.isEmpty || issues.contains(issue.id))
      && (baskets.isEmpty || baskets.contains(issue.basket))
  }

  /// Whether what stands in the profile of an actor, under no issue, is wanted.
  var takesProfiles: Bool { issues.isEmpty && baskets.isEmpty }
}
