// SPDX-License-Identifier: Apache-2.0
#include "core/config/described.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {
struct Sample {
    double beta = 0.1;
    std::int64_t steps = 10;
    bool shuffle = true;
    std::string schedule = "linear";
};
const Described<Sample> &described() {
    static const auto d = Described<Sample>()
                              .add("beta", &Sample::beta, above(0), "", "strength")
                              .add("max_steps", &Sample::steps, atLeast(1), "steps", "length")
                              .add("shuffle", &Sample::shuffle, "", "order")
                              .choice("lr_scheduler_type", &Sample::schedule, {"linear", "cosine"}, "shape");
    return d;
}
} // namespace

TEST_CASE("defaults come from the struct and survive the round trip") {
    const auto read = described().read(Json::object());
    REQUIRE(read);
    CHECK(read->beta == 0.1);
    CHECK(described().write(*read) == *resolve(described().spec(), Json::object()));
    const auto spec = specFromJson(toJson(described().spec()));
    REQUIRE(spec);
    CHECK(toJson(*spec) == toJson(described().spec()));
}

TEST_CASE("three mistakes give three problems with their lines") {
    const auto document = parseToml("[stage]\nbeta = 0\nmax_step = 3\nlr_scheduler_type = \"quadratic\"\n", "x.toml");
    REQUIRE(document);
    const auto resolved = resolve(described().spec(), document->values.at("stage"), *document, "stage");
    REQUIRE(!resolved);
    REQUIRE(resolved.error().size() == 3);
    std::map<std::int64_t, std::string> codes;
    for (const auto &problem : resolved.error()) codes[problem.line] = problem.code;
    CHECK(codes == std::map<std::int64_t, std::string>{
                       {2, "config.out_of_range"}, {3, "config.unknown_key"}, {4, "config.out_of_range"}});
}

TEST_CASE("TOML survives its own writing") {
    const Json values = {{"a", 1}, {"b", {{"c", "x"}, {"d", Json::array({1.5, 2.5})}}}};
    const auto back = parseToml(writeToml(values));
    REQUIRE(back);
    CHECK(back->values == values);
}
