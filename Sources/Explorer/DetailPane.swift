import AtlasModel
import TextUI

extension State {
  func drawDetail(on frame: inout Frame) {
    guard let rect = derived.arrangement.panes[.detail] else { return }
    let layout = derived.detail
    let area = derived.arrangement.content(of: rect)
    let last = min(layout.lines.count, detailTop + area.size.rows)
    drawBox(
      rect, title: detailTitle, position: "\(detailTop + 1)-\(last)/\(layout.lines.count)",
      hasFocus: focus == .detail, on: &frame)
    if focus == .detail { frame.cursor = area.origin }
    draw(
      layout, top: detailTop, skipping: detailColumn, isSide: false, in: area,
      on: &frame)
  }

  func drawSide(in rect: Rect, on frame: inout Frame) {
    let area = derived.arrangement.content(of: rect)
    let layout = derived.side
    let last = min(layout.lines.count, sideTop + area.size.rows)
    let isCut = layout.lines.count > area.size.rows
    drawBox(
      rect, title: StyledText(" Leads on ", role: .title),
      position: isCut ? "\(sideTop + 1)-\(last)/\(layout.lines.count)" : "", hasFocus: false,
      on: &frame)
    draw(layout, top: sideTop, skipping: 0, isSide: true, in: area, on: &frame)
  }

  private var detailTitle: StyledText {
    var title = StyledText(isStarred(page) ? " Detail ★ " : " Detail ", role: .title)
    if !search.isEmpty {
      let place = matchInHand.map { "\($0 + 1)/" } ?? ""
      title.append(" /\(search) \(place)\(derived.matches.count)", role: .match)
      title.append(" ", role: .label)
    }
    return title
  }

  private func draw(
    _ layout: PageLayout, top: Int, skipping: Int, isSide: Bool, in area: Rect,
    on frame: inout Frame
  ) {
    let arrangement = derived.arrangement
    for (row, line) in layout.lines.dropFirst(top).prefix(area.size.rows).enumerated() {
      let element = layout.elements[line.span.element]
      let place = Position(
        row: area.firstRow + row,
        column: area.firstColumn + arrangement.textMargin + line.indent)
      let found = derived.matches.indices.filter {
        let match = derived.matches[$0]
        return match.isInSide == isSide && match.element == line.span.element
      }
      let room = area.endColumn - place.column - arrangement.textMargin
      frame.canvas.write(
        element.text, range: line.span.range, at: place, limit: room, skipping: skipping,
        isCutMarked: !isWrapped
      ) { scalar, run in
        if let match = found.first(where: { derived.matches[$0].range.contains(scalar) }) {
          return match == matchInHand ? .matchInHand : run.role.matched
        }
        return run.target != nil && run.target == link ? .linkInHand : run.role
      }
      if element.kind == .heading, line.span.range.lowerBound == 0 {
        let used = StyledText(
          String(String.UnicodeScalarView(element.text.scalars[line.span.range]))
        )
        .columns
        let rule = Rect(
          row: place.row, column: place.column + used + 1, rows: 1,
          columns: max(0, room - used - 1))
        frame.canvas.fill(rule, with: borders.rule, role: .border)
      }
      markLinkInHand(at: place, element: element, line: line, area: area, on: &frame)
    }
  }

  /// A sign in the margin beside the link in hand, for those who cannot see its role.
  private func markLinkInHand(
    at place: Position, element: Element, line: PageLine, area: Rect, on frame: inout Frame
  ) {
    guard let link, element.kind == .row,
      let run = element.text.runs.first(where: { $0.target == link }),
      line.span.range.contains(run.range.lowerBound)
    else { return }
    let margin = Position(row: place.row, column: area.firstColumn)
    if derived.arrangement.textMargin > 0 {
      frame.canvas.write("▶", at: margin, role: .linkInHand)
    }
    if focus == .detail { frame.cursor = margin }
  }
}
