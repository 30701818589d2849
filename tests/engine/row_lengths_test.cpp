// SPDX-License-Identifier: Apache-2.0
// What max_length and the positions of a model take from rows is said, with its count and the first line.
#include "core/engine/train/row_lengths.h"
#include "tests/support/quiet_training.h"

using namespace lapidary;

namespace {

DecoderConfig withPositions(std::int64_t positions, bool learnt = false) {
    DecoderConfig config;
    config.maxPositions = positions;
    if (learnt) config.names.positions = "wpe";
    return config;
}

/// Four rows of 3, 9, 5 and 12 tokens.
std::vector<Json> fourRows() {
    Rng rng(5, "lengths");
    std::vector<Json> rows;
    for (const std::size_t length : {3, 9, 5, 12}) rows.push_back({{"input_ids", someIds(rng, length)}});
    return rows;
}

Result<Json> checked(const TemporaryFolder &folder, const Json &run, const std::vector<Json> &rows, QuietJob *heard) {
    fs::remove_all(folder.path / "run");
    makeRunFolder(folder.path, "run", run, rows);
    QuietJob job(folder.path / "run");
    auto out = checkTraining(run, job);
    if (heard) heard->notices = job.notices;
    return out;
}

} // namespace

TEST_CASE("rows that are cut and rows beyond the positions are counted, the first with its line") {
    RowLengths lengths(8, withPositions(6));
    for (const auto &[tokens, line] : {std::pair{3, 1}, {8, 2}, {9, 4}, {6, 5}, {20, 7}})
        REQUIRE(lengths.add(tokens, line));
    const auto said = lengths.sentences();
    REQUIRE(said.size() == 2);
    CHECK(said[0].str() == "rows longer than max_length, 8 tokens, lose their end: 2 of 5, first the one in line 4 "
                           "with 9 tokens. What is cut is not learnt.");
    CHECK(said[1].str().starts_with("rows longer than the 6 positions that the model was made for: 3 of 5, first the "
                                    "one in line 2 with 8 tokens."));
    RowLengths fit(8, withPositions(8));
    REQUIRE(fit.add(8, 1));
    CHECK(fit.sentences().empty());
    RowLengths whole(0, withPositions(64));
    REQUIRE(whole.add(64, 1));
    CHECK(whole.sentences().empty());
}

TEST_CASE("positions that are weights end a training before it reads beyond them") {
    RowLengths lengths(8, withPositions(6, true));
    REQUIRE(lengths.add(6, 1));
    const auto beyond = lengths.add(7, 3);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().line == 3);
    CHECK(beyond.error().remedy.str() == "Set max_length to 6, or shorten the row.");
    CHECK_FALSE(RowLengths(8, withPositions(6, true)).add(9, 1));
    CHECK(RowLengths(6, withPositions(6, true)).add(9, 1));
}

TEST_CASE("a check tells of cut rows of every kind of rows, and a training does") {
    const TemporaryFolder folder;
    const Json sft = runOnTokens("sft", {{"max_length", 8}, {"max_steps", 1}, {"per_device_train_batch_size", 2}});
    QuietJob heard(folder.path);
    REQUIRE(checked(folder, sft, fourRows(), &heard));
    CHECK(heard.said("train.jsonl: rows longer than max_length, 8 tokens, lose their end: 2 of 4, first the one in "
                     "line 2 with 9 tokens"));
    CHECK(trained(folder.path / "again", sft, fourRows()).said("lose their end: 2 of 4"));
    REQUIRE(checked(folder, runOnTokens("prm", {{"max_length", 5}}), someSteps(), &heard));
    CHECK(heard.said("rows longer than max_length, 5 tokens, lose their end"));
    REQUIRE(checked(folder, runOnTokens("kto", {{"max_length", 6}}), someLabelled(), &heard));
    CHECK(heard.said("rows longer than max_length, 6 tokens, lose their end"));
    // Pairs of tokens come as they are, whatever max_length is.
    REQUIRE(checked(folder, runOnTokens("dpo", {{"max_length", 5}}), somePairs(), &heard));
    CHECK_FALSE(heard.said("lose their end"));
}

TEST_CASE("rows that are packed whole are measured against the positions, each sequence by itself") {
    const TemporaryFolder folder;
    QuietJob heard(folder.path);
    Rng rng(7, "long");
    std::vector<Json> rows(3, {{"input_ids", someIds(rng, 400)}});
    Json config = {{"packing", true}, {"packing_strategy", "wrapped"}, {"max_length", 300}};
    REQUIRE(checked(folder, runOnTokens("sft", config), rows, &heard));
    CHECK(heard.said("rows longer than the "));
    config["packing_strategy"] = "bfd_split";
    config["max_length"] = 64;
    REQUIRE(checked(folder, runOnTokens("sft", config), rows, &heard));
    CHECK_FALSE(heard.said("rows longer than"));
}

TEST_CASE("settings of an adapter that is off are told, of every training") {
    std::size_t withAdapters = 0;
    for (const AlgorithmInfo &algorithm : algorithms()) {
        const MethodInfo &method = algorithm.info();
        CAPTURE(method.name);
        const auto resolved = resolve(method.spec, {});
        REQUIRE(resolved);
        const auto told = [&](Json changes, const char *field) {
            Json known = *resolved;
            known["inputs"] = Json::array({""});
            for (const auto &[key, value] : changes.items()) {
                known[key] = value;
                known["given"].push_back(key);
            }
            const auto found = checkRules(method.spec, known).warnings;
            return std::any_of(found.begin(), found.end(), [&](const Error &each) { return each.field == field; });
        };
        if (!resolved->contains("use_peft")) continue;
        ++withAdapters;
        CHECK(told({{"use_peft", false}, {"r", 16}}, "r"));
        CHECK(told({{"use_peft", false}, {"r", (*resolved)["r"]}}, "r"));
        CHECK(told({{"use_peft", false}, {"use_dora", true}}, "use_dora"));
        CHECK_FALSE(told({{"use_peft", true}, {"r", 16}, {"use_dora", true}}, "r"));
        CHECK_FALSE(told({{"use_peft", false}}, "r"));
        CHECK(told({{"use_peft", true}, {"num_virtual_tokens", 5}}, "num_virtual_tokens"));
        CHECK_FALSE(told({{"use_peft", true}, {"peft_type", "PREFIX_TUNING"}, {"num_virtual_tokens", 5}},
                         "num_virtual_tokens"));
        CHECK(told({{"bnb_4bit_use_double_quant", true}}, "bnb_4bit_use_double_quant"));
        CHECK_FALSE(told({{"load_in_4bit", true}, {"bnb_4bit_use_double_quant", true}}, "bnb_4bit_use_double_quant"));
    }
    CHECK(withAdapters > 10);
}

TEST_CASE("rows without a token to learn are told with the file, the first line and what to do") {
    const TemporaryFolder folder;
    std::vector<Json> rows(2, {{"input_ids", {4, 5, 6, 7}}, {"labels", {-100, -100, -100, 7}}});
    const auto cut = checked(folder, runOnTokens("sft", {{"max_length", 3}}), rows, nullptr);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == "data.empty");
    CHECK(cut.error().file == (folder.path / "run/train.jsonl").string());
    CHECK(cut.error().line == 1);
    CHECK(cut.error().found.str() == "2 rows with nothing to learn, 0 whose answers are marked as bad");
    CHECK(cut.error().remedy.str() == "In this row what would be learnt begins behind max_length: set a larger one.");
    for (Json &row : rows) row["labels"] = {-100, -100, -100, -100};
    const auto empty = checked(folder, runOnTokens("sft", {{"max_length", 8}}), rows, nullptr);
    REQUIRE_FALSE(empty);
    CHECK(empty.error().remedy.str().starts_with("Look at this row"));
}
