// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

/// What a sentence of a word problem tells.
enum class Happening { Has, Gets, Loses, Boxes, Bags, Age, HowMany, HowManyInBag };

/// A sentence by what it says. Persons and things are places in the lists of its language.
struct Told {
    Happening what = Happening::Has;
    std::size_t person = 0, other = 0, thing = 0;
    std::int64_t number = 0, each = 0; ///< each: how many in a box
};

/// The names and things of a language; the same places name the same things nowhere.
std::size_t personCount(bool chinese);
std::size_t thingCount(bool chinese);
/// How many wordings there are of a happening.
std::size_t wordingCount(Happening what, bool chinese);
std::string write(const Told &told, std::size_t wording, bool chinese);

/// The sentences of a text; nothing where one of them is by no template.
std::optional<std::vector<Told>> readTold(std::string_view text, bool chinese);

} // namespace lapidary
