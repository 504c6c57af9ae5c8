#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/scan.h"

namespace doctor {

/// Builds the ScanResult that logs would have given, from what was seen and when: for the examples of documents and for tests. Findings
/// are sorted, logs counted and correlations run as in a real scan.
class Story {
 public:
  /// Time 0 of all stories, so that results can be written down: 2015-06-01T07:00:00Z.
  static FileTime start();

  using Fields = std::vector<std::pair<std::string, std::string>>;  ///< kept field, value; repeat for several values

  /// `rules` must outlive the story.
  explicit Story(const RuleSet& rules);

  Story& on(std::string_view computer);  ///< the computer of what follows; FE01.contoso.local at first
  /// A log that was given for this computer. `provider`: it holds an event of it. It covers the whole story, an hour before and
  /// two hours after, unless cut() says otherwise.
  Story& log(std::string_view channel, std::string_view provider = {});
  Story& cut(Ticks from_start);  ///< the logs named so far end here
  /// A signal, `times` times, the first `at` after the start and then `every`. False if there is no such signal, or it does not keep one
  /// of the fields.
  bool see(std::string_view signal, Ticks at, std::uint64_t times = 1, Ticks every = Ticks{30 * kTicksPerSecond},
           const Fields& fields = {});

  /// What the logs amount to. Ends the story.
  ScanResult take();

 private:
  struct Log {
    std::string computer, channel, provider;
    bool is_cut = false;
    FileTime end;
  };
  const Log* log_of(const Finding& finding) const;
  std::uint32_t channel_of(const Rule& rule);

  const RuleSet& rules_;
  ScanResult scan_;
  std::string computer_ = "FE01.contoso.local";
  std::vector<Log> logs_;
};

}  // namespace doctor
