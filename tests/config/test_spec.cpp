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

namespace {

ConfigSpec ruledSpec() {
    using Kind = FieldRule::Kind;
    const auto whole = [](const char *name, Json standard, std::vector<FieldRule> rules = {}) {
        return FieldSpec{
            .name = name, .type = FieldType::Integer, .defaultValue = std::move(standard), .rules = std::move(rules)};
    };
    const auto list = [](const char *name, std::vector<FieldRule> rules) {
        return FieldSpec{
            .name = name, .type = FieldType::TextList, .defaultValue = Json::array(), .rules = std::move(rules)};
    };
    return {whole("batch", 8),
            whole("parts", 1),
            whole("steps", -1),
            whole("group", 8, {{.kind = Kind::Divides, .others = {"batch", "parts"}, .message = "no whole groups"}}),
            whole("warmup", 0,
                  {{.kind = Kind::Below,
                    .others = {"steps"},
                    .message = "too long",
                    .unless = {{"parts", 5}},
                    .warning = true}}),
            whole("rate", 1, {{.kind = Kind::NotZero, .message = "nothing moves", .warning = true}}),
            whole("smoothing", 0,
                  {{.kind = Kind::Zero, .message = "no effect", .unless = {{"parts", 1}}, .warning = true}}),
            list("names", {{.kind = Kind::Among, .others = {"a", "b"}, .message = "unknown"}}),
            list("weights", {{.kind = Kind::AsMany, .others = {"names"}, .message = "not as many"}}),
            list("needed", {{.kind = Kind::NotEmpty, .message = "none"}})};
}

} // namespace

TEST_CASE(
    "rules tell what settings must be beside each other, with what is there instead, and travel with the catalogue") {
    const auto spec = specFromJson(toJson(ruledSpec()));
    REQUIRE(spec);
    const auto check = [&](Json given) {
        if (!given.contains("needed")) given["needed"] = Json::array({"x"});
        return checkRules(*spec, *resolve(*spec, given));
    };
    const auto error = [&](const Json &given) -> std::string {
        const auto found = check(given);
        REQUIRE(found.errors.size() == 1);
        CHECK(found.warnings.empty());
        return found.errors[0].field + ": " + found.errors[0].found + " / " + found.errors[0].expected;
    };
    CHECK(check(Json::object()).errors.empty());
    CHECK(check({{"group", 6}, {"parts", 3}}).errors.empty());
    CHECK(error({{"group", 3}, {"parts", 2}}) == "group: 3 / a divisor of batch x parts = 16");
    CHECK(error({{"group", 0}}) == "group: 0 / a divisor of batch x parts = 8");
    CHECK(error({{"batch", INT64_MAX}, {"parts", 3}}).starts_with("group: 8 / "));
    CHECK(error({{"names", {"a", "c"}}}) == "names: \"c\" / a, b");
    CHECK(error({{"names", {"a", "b"}}, {"weights", {"1"}}}) == "weights: 1 / 2, as many as names, or none");
    CHECK(error({{"needed", Json::array()}}) == "needed: [] / at least one");
    const auto warnings = [&](const Json &given) { return check(given).warnings.size(); };
    CHECK(warnings({{"warmup", 5}}) == 0); // the length is not known
    CHECK(warnings({{"warmup", 5}, {"steps", 6}}) == 0);
    CHECK(warnings({{"warmup", 6}, {"steps", 6}}) == 1);
    CHECK(warnings({{"warmup", 6}, {"steps", 6}, {"parts", 5}, {"group", 5}}) == 0);
    CHECK(warnings({{"rate", 0}}) == 1);
    CHECK(warnings({{"smoothing", 1}}) == 0);
    CHECK(warnings({{"smoothing", 1}, {"parts", 2}, {"group", 4}}) == 1);
    const ConfigSpec listed{{.name = "kinds", .type = FieldType::TextList, .defaultValue = {"a"}},
                            {.name = "smoothing",
                             .type = FieldType::Number,
                             .defaultValue = 0,
                             .rules = {{.kind = FieldRule::Kind::Zero, .unless = {{"kinds", "b"}}}}}};
    CHECK(checkRules(listed, {{"kinds", {"a", "c"}}, {"smoothing", 1}}).errors.size() == 1);
    CHECK(checkRules(listed, {{"kinds", {"a", "b"}}, {"smoothing", 1}}).errors.empty()); // one of a list is enough
    ConfigSpec needed = listed;
    needed[1].rules = {{.kind = FieldRule::Kind::NotZero, .when = {{"kinds", {"b", "c"}}}}};
    CHECK(checkRules(needed, {{"kinds", {"a"}}, {"smoothing", 0}}).errors.empty());
    CHECK(checkRules(needed, {{"kinds", {"a", "c"}}, {"smoothing", 0}}).errors.size() == 1);
    CHECK_FALSE(specFromJson(
        Json::parse(R"([{"name": "x", "type": "integer", "default": 1, "rules": [{"kind": "unheard of"}]}])")));
}

TEST_CASE("a setting without effect is told where it is given, and a rule leads to the line of what is beside it") {
    const FieldRule rule{.kind = FieldRule::Kind::NotGiven,
                         .others = {"adapter = true"},
                         .message = "of no effect",
                         .unless = {{"adapter", true}},
                         .warning = true};
    const auto spec = specFromJson(toJson(
        ConfigSpec{{.name = "adapter", .type = FieldType::Boolean, .defaultValue = false},
                   {.name = "names", .type = FieldType::TextList, .defaultValue = Json::array({"q"}), .rules = {rule}},
                   {.name = "rank", .type = FieldType::Integer, .defaultValue = 8, .rules = {rule}}}));
    REQUIRE(spec);
    const auto found = [&](Json given, const Json &told = Json::array()) {
        Json known = *resolve(*spec, given);
        known["given"] = told;
        return checkRules(*spec, known).warnings;
    };
    CHECK(found(Json::object()).empty());
    REQUIRE(found({{"rank", 16}}).size() == 1);
    CHECK(found({{"rank", 16}})[0].found.str() == "16");
    CHECK(found({{"rank", 16}})[0].expected.str() == "adapter = true, or no such setting");
    CHECK(found({{"rank", 16}, {"names", {"q", "v"}}}).size() == 2);
    CHECK(found({{"rank", 16}, {"adapter", true}}, {"rank", "adapter"}).empty());
    CHECK(found({{"rank", 8}}).empty());                 // nobody knows that it was given …
    REQUIRE(found({{"rank", 8}}, {"rank"}).size() == 1); // … but where it is known
    CHECK(found({{"rank", 8}}, {"rank"})[0].field == "rank");

    const ConfigSpec sized{{.name = "batch", .type = FieldType::Integer, .defaultValue = 8},
                           {.name = "group",
                            .type = FieldType::Integer,
                            .defaultValue = 8,
                            .rules = {{.kind = FieldRule::Kind::Divides, .others = {"batch"}, .message = "does not"}}}};
    const auto document = parseToml("[config]\n\nbatch = 6\n", "x.toml");
    REQUIRE(document);
    const auto broken = checkRules(sized, *resolve(sized, document->values["config"]), *document, "config").errors;
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].field == "config.group");
    CHECK(broken[0].line == 3);
}

TEST_CASE("a list takes a single value for one, numbers as text, and no element that is not allowed") {
    const auto spec = specFromJson(
        toJson({{.name = "kinds", .type = FieldType::TextList, .defaultValue = {"a"}, .choices = {"a", "b"}},
                {.name = "weights", .type = FieldType::NumberList, .defaultValue = Json::array(), .minimum = 0}}));
    REQUIRE(spec);
    const auto read = [&](const Json &given) { return resolve(*spec, given).value_or(Json()); };
    CHECK(read(Json::object()) == Json{{"kinds", {"a"}}, {"weights", Json::array()}});
    CHECK(read({{"kinds", "b"}, {"weights", 2}}) == Json{{"kinds", {"b"}}, {"weights", {2}}});
    CHECK(read({{"weights", {"1", "0.5"}}})["weights"] == Json{1.0, 0.5});
    const auto refused = [&](const Json &given) {
        const auto resolved = resolve(*spec, given);
        REQUIRE(!resolved);
        const Error &first = resolved.error()[0];
        return first.code + ": " + first.found.str() + " / " + first.expected.str();
    };
    CHECK(refused({{"kinds", {"a", "c"}}}) == "config.out_of_range: [\"a\",\"c\"] / a list of any of \"a\" \"b\"");
    CHECK(refused({{"weights", {1, "nan"}}}).starts_with("config.wrong_type: [1,\"nan\"] / list of numbers"));
    CHECK(refused({{"weights", {1, "1e"}}}).starts_with("config.wrong_type"));
    CHECK(refused({{"weights", {1, -1}}}).starts_with("config.out_of_range"));
    CHECK(refused({{"weights", {1, true}}}).starts_with("config.wrong_type"));
}

TEST_CASE("a rule for a field that nobody described is a mistake of the program") {
    auto spec = described();
    CHECK_THROWS_AS(spec.must("steps", {.kind = FieldRule::Kind::NotZero}), std::logic_error);
    spec.must("max_steps", {.kind = FieldRule::Kind::NotZero});
    CHECK(spec.spec()[1].rules.size() == 1);
}

TEST_CASE("a folder may be named any way, and is known for one by whoever reads the catalogue") {
    struct Given {
        std::string start{};
    };
    const auto spec = Described<Given>().folder("start", &Given::start, {"gaussian"}, "where it begins").spec();
    for (const char *name : {"", "gaussian", "../adapters/one"}) CHECK(resolve(spec, {{"start", name}}));
    CHECK_FALSE(resolve(spec, {{"start", 3}}));
    const auto read = specFromJson(toJson(spec));
    REQUIRE(read);
    CHECK(read->front().folder);
    CHECK(read->front().choices == std::vector<std::string>{"gaussian"});
}
