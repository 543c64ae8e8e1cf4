import ArgumentParser

/// `completions`: the script that teaches a shell to complete this program's lines.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a script that completes commands, options and names in a shell.",
    discussion: """
      Where shells look for it: bash in ~/.local/share/bash-completion/completions/geneva-atlas, fish in \
      ~/.config/fish/completions/geneva-atlas.fish, zsh in a file _geneva-atlas in a folder of $fpath. For one \
      session it is read with 'source <(geneva-atlas completions bash)', or with '| source' in fish.

      The script asks the program at every Tab, so it does not grow old, and knows the documents of --data.

      Example: geneva-atlas completions bash
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish
  }

  func run() throws {
    var output = Output()
    // A script of our own, in which tabs are written as such: nothing of it changes on its way out.
    output.write(lines: shell.script)
    try output.flush()
  }
}

// The scripts do one thing: they hand the words up to the cursor to the program, and its answer to the shell.
// The parser's own scripts were not taken: the one for bash gives answers to `compgen -W`, which expands them
// as the shell would, commands in them included, and none looks at --data or at what else stands on the line.
extension Completions.Shell {
  var script: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  /// bash 4.4 or later, with or without the package bash-completion.
  ///
  /// bash parts words at `=` and `:` too and replaces only the last part: words are put together again by what
  /// stands between them, and what comes before the last part is taken off the answers.
  private static let bashScript = #"""
    # bash completion of geneva-atlas; written by 'geneva-atlas completions bash'.
    _geneva_atlas() {
        local program=$1 rest=${COMP_LINE:0:COMP_POINT} gap='' word='' before line
        local -a words=() lines=()
        local -i place
        for ((place = 0; place <= COMP_CWORD; place++)); do
            word=${COMP_WORDS[place]}
            gap=${rest%%"$word"*}
            if ((place == COMP_CWORD)); then
                gap=${rest%%[![:space:]]*}
                word=${rest#"$gap"}
            fi
            rest=${rest#"$gap$word"}
            if ((place == 0)) || [[ -n $gap ]]; then
                words+=("$word")
            else
                words[-1]+=$word
            fi
        done
        before=${words[-1]%"${word#=}"}
        if [[ $program == '~/'* ]]; then program=$HOME/${program:2}; fi
        COMPREPLY=()
        mapfile -t lines < <(command "$program" ---complete bash "${words[@]:1}" 2>/dev/null)
        if [[ ${lines[0]-} == $'\tfiles' ]]; then
            compopt -o default
            return
        fi
        for line in "${lines[@]}"; do
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$before"}")
        done
    }
    complete -o nosort -F _geneva_atlas geneva-atlas

    """#

  private static let zshScript = #"""
    #compdef geneva-atlas
    # zsh completion of geneva-atlas; written by 'geneva-atlas completions zsh'.
    _geneva-atlas() {
        local program=${(Q)words[1]} line description
        local -a typed lines found
        [[ $program == '~/'* ]] && program=$HOME/${program[3,-1]}
        (( CURRENT > 2 )) && typed=("${(@Q)words[2,CURRENT-1]}")
        lines=("${(@f)$(command "$program" ---complete zsh "${typed[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
        if [[ $lines[1] == $'\tfiles' ]]; then
            compset -P '--[a-z-]#='
            _files
            return
        fi
        for line in "${lines[@]}"; do
            description=${${line#*$'\t'}//\\/\\\\}
            [[ -n $line ]] && found+=("${line%%$'\t'*}${description:+:$description}")
        done
        (( $#found )) && _describe -V geneva-atlas found
    }
    if [[ $funcstack[1] == _geneva-atlas ]]; then
        _geneva-atlas "$@"
    else
        compdef _geneva-atlas geneva-atlas
    fi

    """#

  private static let fishScript = #"""
    # fish completion of geneva-atlas; written by 'geneva-atlas completions fish'.
    function __geneva_atlas_ask
        set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
        set -l current (commandline -ct)
        set -l program $words[1]
        set -e words[1]
        if string match -q -- '~/*' $program
            set program $HOME/(string sub -s 3 -- $program)
        end
        set -g __geneva_atlas_answer (command $program ---complete fish $words "$current" 2>/dev/null)
        not string match -q -- \tfiles "$__geneva_atlas_answer[1]"
    end
    complete -c geneva-atlas -e
    complete -c geneva-atlas -n __geneva_atlas_ask -f -k -a '$__geneva_atlas_answer'

    """#
}
