#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "event/value.h"

namespace doctor::facts {

/// A number that fits 32 bits, written as Windows writes status codes: 0x80092013, 2148081683, -2146885613, or a typed value
/// of either sign. Nothing for anything else.
std::optional<std::uint32_t> status_of(const Value& value);

/// The same for CAPI2, which prints hexadecimal without 0x: "800B0109". Typed values are numbers already.
std::optional<std::uint32_t> capi_hex(const Value& value);

/// A number from 0 to 2^32-1 in decimal or with 0x.
std::optional<std::uint32_t> unsigned_of(const Value& value);

/// "0x80092013": eight digits.
std::string hex_text(std::uint32_t n);

/// True for numbers that are failure codes by their look: 0x8....... and the codes of Lync Server, 0xC3E8.... and 0xC3E9.....
bool looks_like_hresult(std::uint32_t n);
bool is_lync_code(std::uint32_t n);

/// The first failure code that stands in a text as 0x and eight digits, or as digits before the "!_HRX!" that LS Server leaves in
/// place of its formatting.
std::optional<std::uint32_t> failure_code_in(std::string_view text);

/// Whole seconds from one moment to another, rounded down; negative if `to` is the earlier one.
std::int64_t seconds_between(FileTime from, FileTime to);

/// The bytes of a <Binary>: typed as stored, from XML as hexadecimal text. Nothing if it is neither.
std::optional<std::string> bytes_of(const Value& value);

}  // namespace doctor::facts
