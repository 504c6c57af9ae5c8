#pragma once
#include <string>
#include <string_view>

#include "app/command_tree.h"

namespace doctor::test {

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A program with one command whose texts hold everything that means something to a shell.
inline CommandEntry awkward_program() {
  OptionEntry option;
  option.long_name = "mood";
  option.short_name = "m";
  option.value = "MOOD";
  option.text = "it's [a] \"test\": $HOME `id` \\ *";
  option.choices = {"good", "bad"};
  option.completes = Completes::choices;
  CommandEntry scan;
  scan.name = "scan";
  scan.summary = "what's here: [all]";
  scan.options = {option};
  CommandEntry program;
  program.summary = "a program";
  program.commands = {scan};
  return program;
}

}  // namespace doctor::test
