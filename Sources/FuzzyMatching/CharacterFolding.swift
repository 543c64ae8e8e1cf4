/// What two characters have in common when case or accents do not count.
///
/// The same letters are one here as in fzf 0.74, so that lists come out alike: one scalar becomes one
/// scalar, and places in a folded text are places in the text itself.
package enum CharacterFolding {
  /// The simple lower case of a scalar (UnicodeData's, which is one scalar for each).
  package static func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
    if scalar < commonCount { return lowercaseOfCommon[Int(scalar)] }
    return mappedLowercase(scalar)
  }

  /// Latin, Greek and Cyrillic scalars are below this: what Unicode says of them is asked for once.
  private static let commonCount: UInt32 = 0x530
  private static let lowercaseOfCommon: [UInt32] = (0..<commonCount).map(mappedLowercase)

  private static func mappedLowercase(_ scalar: UInt32) -> UInt32 {
    guard let known = Unicode.Scalar(scalar) else { return scalar }
    return known.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }

  /// The Latin letter or mark without what was added to it: `é` is `e`, `Ø` is `O`, `！` is `!`.
  package static func unaccented(_ scalar: UInt32) -> UInt32 {
    guard scalar >= 0xC0, scalar < UInt32(table.count), table[Int(scalar)] != 0 else {
      return scalar
    }
    return UInt32(table[Int(scalar)])
  }

  package static func unaccented(_ text: [UInt32]) -> [UInt32] { text.map(unaccented) }
  package static func lowercase(_ text: [UInt32]) -> [UInt32] { text.map(lowercase) }

  /// Both: what a term without upper case and accents is compared with.
  package static func folded(_ scalar: UInt32) -> UInt32 { unaccented(lowercase(scalar)) }

  /// What stands for a mark in prose when it is typed: straight quotes for bent ones, a hyphen for dashes.
  ///
  /// fzf knows nothing of this, so `filter` does not use it; the atlas's texts and queries do.
  package static func plainMark(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x2018...0x201B: 0x27
    case 0x201C...0x201F: 0x22
    case 0x2010...0x2015: 0x2D
    case 0xA0, 0x202F: 0x20
    default: scalar
    }
  }

  /// A text with its marks as they are typed; places stay as they are.
  package static func withPlainMarks(_ text: String) -> String {
    // All of them are written with one of these bytes first.
    guard text.utf8.contains(where: { $0 == 0xE2 || $0 == 0xC2 }) else { return text }
    return String(scalars: text.unicodeScalars.map { plainMark($0.value) }[...])
  }

  /// The ASCII twin of a scalar by its value, 0 where there is none.
  private static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 0xFF62)
    for fullWidth in 0xFF01...0xFF5E { table[fullWidth] = UInt8(fullWidth - 0xFEE0) }
    for row in twins.split(separator: "\n") {
      let parts = row.split(separator: " ")
      guard let letter = parts.first?.utf8.first else { continue }
      for part in parts.dropFirst() {
        let ends = part.split(separator: "-").compactMap { Int($0, radix: 16) }
        guard let first = ends.first, let last = ends.last else { continue }
        for scalar in first...last { table[scalar] = letter }
      }
    }
    return table
  }()

  /// A letter, and the scalars (hexadecimal, ranges with their ends) that are taken for it.
  private static let twins = """
    . FF61
    A C0-C5 23A 1D00
    B 181 243 299 1D03
    C C7 23B 1D04
    D 189-18A 1D05
    E C8-CB 18E 190 246 1D07
    G 193 262 29B
    H 29C
    I CC-CF 130 197 26A
    J 248 1D0A
    K 1D0B
    L 23D 29F 1D0C
    M 19C 1D0D
    N D1 19D 220 274 1D0E
    O D2-D6 D8 186 19F 1D0F-1D10
    P 1D18
    Q 24A
    R 24C 280-281 1D19-1D1A
    T 1AE 23E 1D1B
    U D9-DC 244 1D1C
    V 1B2 245 1D20
    W 1D21
    Y DD 178 24E 28F
    Z 1D22
    a E0-E5 101 103 105 1CE 201 203 227 250-251 363 1E01 1E9A 1EA1 1EA3
    b 180 183 253 1E03 1E05 1E07
    c E7 107 109 10B 10D 188 23C 255 297 368 2184
    d 10F 111 18C 221 256-257 369 1E0B 1E0D 1E0F 1E11 1E13
    e E8-EB 113 115 117 119 11B 1DD 205 207 229 247 258 25B-25E 29A 364 1D08 1E19 1E1B 1EB9 1EBB
    e 1EBD
    f 192 1E1F
    g 11D 11F 121 123 1E5 1E7 1F5 260-261 1E21
    h 125 127 21F 265-266 2AE 36A 1E23 1E25 1E27 1E29 1E2B 1E96 2095
    i EC-EF 129 12B 12D 12F 131 1D0 209 20B 268 365 1D09 1D62 1E2D 1EC9 1ECB 2071
    j 135 1F0 237 249 25F 29D
    k 137 199 1E9 29E 1E31 1E33 1E35 2096
    l 13A 13C 13E 140 142 19A 234 26B-26D 1E37 1E3B 1E3D 2097
    m 26F-271 36B 1D1F 1E3F 1E41 1E43 2098
    n F1 144 146 148 19E 1F9 235 272-273 1E45 1E47 1E49 1E4B 2099
    o F2-F6 F8 14D 14F 151 1A1 1D2 1EB 20D 20F 22F 254 275 366 1D11-1D13 1D16-1D17 1ECD 1ECF
    p 1A5 1E55 1E57 209A
    q 24B 2A0
    r 155 157 159 211 213 24D 279-27F 36C 1D63 1E59 1E5B 1E5F
    s DF 15B 15D 15F 161 17F 219 23F 282 1E61 1E63 1E9B 209B
    t 163 165 167 1AB 1AD 21B 236 287-288 36D 1E6B 1E6D 1E6F 1E71 1E97 209C
    u F9-FC 169 16B 16D 16F 171 173 1B0 1D4 215 217 289 367 1D1D-1D1E 1D64 1E73 1E75 1E77 1EE5
    u 1EE7
    v 28B-28C 36E 1D65 1E7D 1E7F
    w 175 28D 1E81 1E83 1E85 1E87 1E89 1E98
    x 36F 1E8B 1E8D
    y FD FF 177 1B4 233 24F 28E 1E8F 1E99 1EF3 1EF5 1EF7 1EF9
    z 17A 17C 17E 1B6 225 240 290-291 1E91 1E93 1E95
    """
}
