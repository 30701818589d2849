// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/parts.h"

/// The kinds of normalisers; `makeNormalizer` has the registry.
namespace lapidary::normalizers {

Result<Normalizer> bert(const Json &spec, const std::string &file);
Result<Normalizer> precompiled(const Json &spec, const std::string &file);

enum class Form { NFC, NFD, NFKC, NFKD };
void applyForm(TrackedText &tracked, Form form);
void lowercase(TrackedText &tracked);

} // namespace lapidary::normalizers
