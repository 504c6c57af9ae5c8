#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "cert/chain.h"

namespace doctor {

/// Of each certificate: the index of the one that takes its place when it ends, so that its end harms nobody. Empty for what is no CA's, what
/// does not end before `by`, and what a chain of a leaf goes through. Such a CA certificate was renewed (another of its name is valid and has
/// the same key, or a chain through it is whole), or stands only above a cross-certificate of a CA that has a whole chain without it.
/// `given`, `chains`: what build_chains() was given, and gave. `now` 0: all empty.
std::vector<std::optional<std::size_t>> replaced_certificates(std::span<const Certificate> given,
                                                              std::span<const CertChain> chains, FileTime now,
                                                              FileTime by);

}  // namespace doctor
