#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/store.h"

namespace doctor {

/// Values for the placeholders of Sigma rules (`%name%` in a value with the modifier `expand`): from `--placeholders FILE`, or from documents
/// with a `placeholders:` map in a rules folder. A file is a map of names to a value or a list of values, bare or below `placeholders:`
/// or, as pySigma's pipelines write it, `vars:`.
/// Lifetime: its own. Threads: any number, once complete.
class Placeholders {
 public:
  static Placeholders load(const DataStore& data, Diagnostics& problems);

  /// What all rules of a run may ask for together: a rule beyond it is refused.
  static constexpr std::uint64_t kMostTextsOfAll = 500'000;

  /// The texts that `text` stands for: every placeholder replaced by each of its values, `\%` by `%`. Error: a placeholder without values,
  /// or too many combinations, of this text or of all that were asked for.
  Result<std::vector<std::string>> expand(std::string_view text);

 private:
  void read(const Yaml& map, std::uint32_t source, Diagnostics& problems);

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::uint64_t texts_made_ = 0;
};

}  // namespace doctor
