#pragma once
#include <string>
#include <utility>
#include <variant>

namespace doctor {

enum class Errc { not_found, io, bad_format, bad_argument, unsupported, limit };

/// Why an operation that was asked for did not happen. `what` is one lower-case clause without a full stop,
/// so that callers can put words in front: "cannot open 'System.evtx': access denied".
struct Error {
  Errc code;
  std::string what;
};

/// A value or an Error. Same member names as std::expected; becomes an alias of it when we move to C++23.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// Require has_value().
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  /// Requires !has_value().
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// The value of a Result that has nothing to say but "done".
struct Done {};

}  // namespace doctor
