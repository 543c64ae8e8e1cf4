/// Everything that a key, a click or a script can ask for.
package enum Command: Hashable, Sendable, CaseIterable {
  case moveDown
  case moveUp
  case moveToFirst
  case moveToLast
  case halfPageDown
  case halfPageUp
  case pageDown
  case pageUp
  case scrollDetailDown
  case scrollDetailUp
  case scrollRight
  case scrollLeft
  case nextGroup
  case previousGroup

  case paneLeft
  case paneRight
  case nextPane
  case previousPane
  case focusFirst
  case focusSecond
  case focusDetail
  case enter
  case back
  case forward
  case turn

  case filter
  case clearFilters
  case searchEverything
  case searchTitle
  case matching
  case orderByRelevance
  case orderByAtlas
  case orderByName
  case orderByCount
  case nextMatch
  case previousMatch
  case nextLink
  case previousLink
  case copyLink
  case copyMarkdownLink
  case copyTitle
  case copyID
  case copyJSON
  case copyText
  case copyRows
  case copyHint
  case copyPage
  case open
  case hints
  case chooseLink

  case toggleSelection
  case range
  case selectAll
  case clearSelection
  case star
  case stars

  case zoom
  case fold
  case foldAll
  case wrap
  case edition
  case mouse
  case redraw
  case help
  case escape
  case quit
  case quitNow
  case cancel
  case suspend
}
