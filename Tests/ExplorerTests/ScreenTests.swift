import Explorer
import Testing
import TextUI

@Suite struct ScreenTests {
  @Test func `the atlas's own page stands first at 80×24`() throws {
    expectScreen(
      try Session("", size: "80x24"),
      """
       Geneva Digital Atlas                         3 actors · 4 issues · newest text
      ┏━ Actors 3/3 ━━━━━━━━━━━━━━━━━┓┌─ Detail ─────────────────────────────────────┐
      ┃▶The atlas                    ┃│ Geneva Digital Atlas                         │
      ┃ Alpha  Alpha Union         2 ┃│                                              │
      ┃ Beta   Beta Laboratory     2 ┃│ Three organisations in Geneva, the digital   │
      ┃ Gamma  Gamma Institute     0 ┃│ policy issues that each works on, and what   │
      ┃                              ┃│ each does. Choose one on the left, or turn   │
      ┃                              ┃│ the lists round and start from an issue.     │
      ┃                              ┃│                                              │
      ┃                              ┃│ Actors        3                              │
      ┃                              ┃│ Issues        4: 3 with a section, 1 named   │
      ┃                              ┃│               only, 0 not named              │
      ┃                              ┃│ Sections      5, with 5 facts and 2 mentions │
      ┃                              ┃│                                              │
      ┗━━━━━━━━━━━━━━━━━━━━━━━━ 1/4 ━┛│ Begin with ───────────────────────────────── │
      ┌─ Issues 4/4 ─────────────────┐│ j             down a list (k up), the detail │
      │▶Overview                     ││               follows                        │
      │ ▾ Infrastructure           2 ││ Enter         go right: from the actors to   │
      │   Cloud computing          1 ││               their issues, then into the    │
      │   Digital standards        2 ││               text                           │
      │ ▾ Human rights             2 ││ /             filter a list, or search the   │
      └──────────────────────── 1/7 ─┘└──────────────────────────────────── 1-19/35 ─┘
       Text of October 2022 and November 2023
       j down  k up  Enter open  / filter  x turn  Tab pane  yy copy  ? help  q quit
      """)
  }

  @Test func `an entry has its text, facts, links and neighbours at 120×40`() throws {
    expectScreen(
      try Session("jljj", size: "120x40"),
      """
       Geneva Digital Atlas › Alpha › Digital standards                                     3 actors · 4 issues · newest text
      ┌─ Actors 3/3 ─────────┐┏━ Issues of Alpha 2/2 ━━━━━━━━━━━━┓┌─ Detail ─────────────────────────────────────────────────┐
      │ The atlas            │┃ Overview                         ┃│ Alpha · Digital standards                                │
      │▶Alpha              2 │┃ ▾ Infrastructure               1 ┃│ Alpha Union | Infrastructure                             │
      │ Beta               2 │┃▶  Digital standards           +1 ┃│                                                          │
      │ Gamma              0 │┃ ▾ Human rights                 1 ┃│ October 2022                                             │
      │                      │┃   Privacy                        ┃│                                                          │
      │                      │┃                                  ┃│ With Beta [2], Alpha writes the Alpha Series [1] of 42   │
      │                      │┃                                  ┃│ standards by 2030, for:                                  │
      │                      │┃                                  ┃│  • numbering in 中文 and other scripts;                  │
      │                      │┃                                  ┃│  • encryption.                                           │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│ Note: The number is of 2021.                             │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│ Facts ────────────────────────────────────────────────── │
      │                      │┃                                  ┃│ 42    standards of the Alpha Series                      │
      │                      │┃                                  ┃│ 2030  goal: end of the series                            │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│ Named here ───────────────────────────────────────────── │
      │                      │┃                                  ┃│ Standards                                                │
      │                      │┃                                  ┃│ [1] Alpha Series  alpha.example.org (unchecked)          │
      │                      │┃                                  ┃│ Bodies                                                   │
      │                      │┃                                  ┃│ [2] Beta                                                 │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│ Also on this issue ───────────────────────────────────── │
      │                      │┃                                  ┃│ [3] Beta                                                 │
      │                      │┃                                  ┃│ [4] Digital standards: what it is, who works on it       │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│ Touched in passing ───────────────────────────────────── │
      │                      │┃                                  ┃│ [5] Encryption                                           │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      │                      │┃                                  ┃│                                                          │
      └──────────────── 2/4 ─┘┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3/5 ━┛└──────────────────────────────────────────────── 1-28/28 ─┘
       Text of October 2022
       j down  k up  Enter open  / filter  x turn  Tab pane  yy copy  o browser  - fold  E edition  z zoom  ? help  q quit
      """)
  }

  @Test func `one pane at a time at 50×18`() throws {
    expectScreen(
      try Session("jljjl", size: "50x18"),
      """
       Actors › Alpha › Digital standards          2022
      ┏━ Detail ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃ Alpha · Digital standards                      ┃
      ┃ Alpha Union | Infrastructure                   ┃
      ┃                                                ┃
      ┃ October 2022                                   ┃
      ┃                                                ┃
      ┃ With Beta [2], Alpha writes the Alpha Series   ┃
      ┃ [1] of 42 standards by 2030, for:              ┃
      ┃  • numbering in 中文 and other scripts;        ┃
      ┃  • encryption.                                 ┃
      ┃                                                ┃
      ┃ Note: The number is of 2021.                   ┃
      ┃                                                ┃
      ┃ Facts ──────────────────────────────────────── ┃
      ┃ 42    standards of the Alpha Series            ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1-14/30 ━┛
       j down  k up  ; link  ? help  q quit
      """)
  }

  @Test func `the list of one pane at 50×18`() throws {
    expectScreen(
      try Session("jl", size: "50x18"),
      """
       Actors › Alpha                              2023
      ┏━ Issues of Alpha 2/2 ━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃▶Overview                                       ┃
      ┃ ▾ Infrastructure                             1 ┃
      ┃   Digital standards                         +1 ┃
      ┃ ▾ Human rights                               1 ┃
      ┃   Privacy                                      ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┃                                                ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1/5 ━┛
       j down  k up  Enter open  ? help  q quit
      """)
  }

  @Test func `20×5 is enough for a list`() throws {
    expectScreen(
      try Session("jljj", size: "20x5"),
      """
       Issues 2/2    2022
       Overview
       ▾ Infrastructure 1
      ▶  Digital stan… +1
       ? help  q quit
      """)
  }

  @Test func `20×5 is enough for a text`() throws {
    expectScreen(
      try Session("jljjl<enter>jjj", size: "20x5"),
      """
       Alpha › Digi… 2022
      Infrastructure

      October 2022
       ? help  q quit
      """)
  }

  @Test func `a narrow and tall window has the lists over the detail`() throws {
    expectScreen(
      try Session("xjjl", size: "84x46"),
      """
       Geneva Digital Atlas › Cloud computing           3 actors · 4 issues · newest text
      ┌─ Issues 4/4 ──────────────────┐┏━ Actors on Cloud computing 1/1 ━━━━━━━━━━━━━━━━━┓
      │ The atlas                     │┃▶Overview                                        ┃
      │ ▾ Infrastructure            2 │┃ Beta  Beta Laboratory                           ┃
      │▶  Cloud computing           1 │┃                                                 ┃
      │   Digital standards         2 │┃                                                 ┃
      │ ▾ Human rights              2 │┃                                                 ┃
      │   Privacy                   1 │┃                                                 ┃
      │   Encryption              (1) │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      │                               │┃                                                 ┃
      └───────────────────────── 3/7 ─┘┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1/2 ━┛
      ┌─ Detail ─────────────────────────────────────────────────────────────────────────┐
      │ Cloud computing                                                                  │
      │ Infrastructure                                                                   │
      │                                                                                  │
      │ Computing on request.                                                            │
      │                                                                                  │
      │ [1] Digital Watch on this issue  dig.watch (unchecked)                           │
      │                                                                                  │
      │ Who works on it ──────────────────────────────────────────────────────────────── │
      │ [2] Beta                                                                         │
      │                                                                                  │
      │ Names ────────────────────────────────────────────────────────────────────────── │
      │ Found as      hosting                                                            │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      │                                                                                  │
      └──────────────────────────────────────────────────────────────────────── 1-12/12 ─┘

       j down  k up  Enter open  / filter  x turn  Tab pane  yy copy  ? help  q quit
      """)
  }

  @Test func `below 20×5 the program says what it needs`() throws {
    expectScreen(
      try Session("", size: "19x4"),
      """
      terminal too small
      (need 20×5)


      """)
  }

  @Test func `a filter marks what is left and leads on to it`() throws {
    expectScreen(
      try Session("jl/priv", size: "80x24"),
      """
       Geneva Digital Atlas › Alpha › Privacy       3 actors · 4 issues · newest text
      ┌─ Actors 1/3 ─────────────────┐┌─ Detail ─────────────────────────────────────┐
      │ The atlas                    ││ Alpha · Privacy                              │
      │▶Alpha  Alpha Union         2 ││ Alpha Union | Human rights                   │
      │                              ││                                              │
      │                              ││ October 2022                                 │
      │                              ││                                              │
      └──────────────────────── 2/2 ─┘│ Alpha respects privacy.                      │
      ┏━ Issues of Alpha 1/2 /priv ━━┓│                                              │
      ┃ Overview                     ┃│ Also on this issue ───────────────────────── │
      ┃▶  Privacy                    ┃│ No other profile has a section on it.        │
      ┃                              ┃│ [1] Privacy: what it is, who works on it     │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┃                              ┃│                                              │
      ┗━━━━━━━━━━━━━━━━━━━━━━━━ 2/2 ━┛└──────────────────────────────────── 1-10/10 ─┘
       filter issues› priv                                                        1/2
       ↓ next  ↑ previous  Enter keep  Esc as before
      """)
  }
}
