import AtlasModel
import PlainText

// The briefing: a Markdown document that can be sent as it is.

extension ChangesReport {
  package var markdown: [String] {
    var lines = [
      "# What changed in the Geneva Digital Atlas from \(changes.older.dateInWords) "
        + "to \(changes.newer.dateInWords)",
      "", MarkdownText.escaped(summary),
    ]
    for (actor, sections) in changes.byActor {
      guard let actor = atlas.actor(actor) else { continue }
      let name = actor.label == actor.name ? actor.label : "\(actor.label): \(actor.name)"
      lines += ["", "## " + MarkdownText.escaped(name)]
      for change in sections {
        guard let difference = change.difference else { continue }
        let tag = tag(of: change).map { " – \($0)" } ?? ""
        lines += ["", "### " + MarkdownText.escaped(self.name(of: change) + tag)]
        lines += Self.markdown(of: difference)
        if let note = atlas.section(change.reference)?.note {
          lines += ["", "*Note:* " + MarkdownText.escaped(note)]
        }
      }
      for line in rest(of: actor, sections) {
        lines += [
          "", "**\(MarkdownText.escaped(line.label)):** \(MarkdownText.escaped(line.titles))",
        ]
      }
    }
    return lines + ["", Attribution.line(quoting: [changes.older, changes.newer])]
  }

  private static func markdown(of difference: SectionDifference) -> [String] {
    var lines: [String] = []
    if !difference.facts.isEmpty {
      lines += ["", "**Facts**", ""] + difference.facts.map { "- " + markdown(of: $0) }
    }
    lines += markdown(of: difference.blocks)
    if !difference.mentions.isEmpty {
      lines += ["", "**Named here**", ""]
      for change in difference.mentions {
        switch change {
        case .added(let mention): lines.append("- new: " + mention.markdown)
        case .removed(let mention): lines.append("- no longer: " + mention.markdown)
        }
      }
    }
    return lines
  }

  private static func markdown(of change: FactChange) -> String {
    let (measures, words): (String, String) =
      switch change {
      case .removed(let fact): (fact.measures, "\(fact.valueInWords) – no longer given")
      case .added(let fact): (fact.measures, "\(fact.valueInWords) – new")
      case .changed(let from, let to): (to.measures, "\(from.valueInWords) → \(to.valueInWords)")
      }
    let notes = change.notes.map { " Note: \($0)" }.joined()
    return MarkdownText.escaped(measures) + ": " + MarkdownText.escaped(words + notes)
  }

  /// Runs of what is gone or new as quotations, each under a line that says which.
  private static func markdown(of blocks: [PartChange<Block>]) -> [String] {
    guard !blocks.isEmpty else { return [] }
    var lines = ["", "**Text**"]
    var word = ""
    var style: Block.Style?
    for change in blocks {
      let (next, block): (String, Block) =
        switch change {
        case .removed(let block): ("No longer:", block)
        case .added(let block): ("New:", block)
        }
      if next != word {
        lines += ["", next, ""]
        style = nil
      } else if style != .item || block.style != .item {
        lines.append(">")
      }
      lines.append(
        block.style == .item
          ? "> - " + MarkdownText.escaped(block.text)
          : "> " + MarkdownText.escaped(block.text))
      (word, style) = (next, block.style)
    }
    return lines
  }
}

extension Mention {
  /// Name, kind and link, as one line of Markdown; what is not seen carries its mark.
  var markdown: String {
    var text = MarkdownText.escaped("\(nameInWords), \(kind.rawValue)")
    if let link {
      text += " " + MarkdownText.link(link.address) + link.markBehind
    }
    return text
  }
}
