// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/data/tasks/chain_mod.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/tokenizer/tokenizer.h"
#include <doctest/doctest.h>
#include <unistd.h>

using namespace lapidary;

TEST_CASE("a name with its equals sign is one token, and everything comes back as written") {
    const fs::path folder = fs::temp_directory_path() / ("lapidary-symbols-" + std::to_string(::getpid()));
    REQUIRE(fs::create_directories(folder));
    REQUIRE(writeFileAtomic(folder / "tokenizer.json",
                            characterTokenizerJson(chainModSymbols(), {"<pad>", "<bos>", "<eos>"}, chainModPairs())));
    const auto tokenizer = Tokenizer::load(folder);
    fs::remove_all(folder);
    REQUIRE(tokenizer.has_value());
    const std::string text = "k=1+8;m=e*k;?m:Tm=e*k;:k=1+8=9;A9";
    const auto encoding = tokenizer->encode(text, true);
    REQUIRE(encoding.has_value());
    CHECK(encoding->ids.size() == 1 + text.size() - 4); // <bos>, and four pairs: k= m= m= k=
    CHECK(encoding->ids[1] == encoding->ids[21]);       // "k=" of the definition and of the step
    CHECK(tokenizer->decode(encoding->ids, true) == text);
}
