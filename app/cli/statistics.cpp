// SPDX-License-Identifier: Apache-2.0
#include "app/cli/statistics.h"
#include "app/cli/lines.h"
#include "core/stats/agreement.h"
#include "core/stats/calibration.h"
#include "core/stats/multiple.h"
#include "core/stats/paired.h"
#include "core/stats/privacy.h"
#include "core/stats/ratings.h"
#include "core/stats/samples.h"
#include "core/stats/score_calibration.h"
#include <memory>

namespace lapidary {
namespace {

Error missing(const char *key, const char *expected) {
    return {.code = "json.missing_field",
            .message = "a needed field is missing",
            .field = key,
            .found = "nothing",
            .expected = expected};
}

/// Reads the fields of one request; the first problem is kept, so that a computation checks once, at the end.
class Fields {
public:
    Fields(const Json &request, std::initializer_list<const char *> known) : request_(request) {
        if (auto ok = checkRequest(request, known); !ok) problem_ = ok.error();
    }
    bool has(const char *key) const { return request_.contains(key); }
    std::int64_t integer(const char *key) { return take(getInteger(request_, key)); }
    std::int64_t integer(const char *key, std::int64_t otherwise) { return has(key) ? integer(key) : otherwise; }
    double number(const char *key, double otherwise) { return has(key) ? take(getNumber(request_, key)) : otherwise; }
    std::uint64_t seed() {
        if (!has("seed")) return 0;
        if (request_["seed"].is_number_unsigned()) return request_["seed"].get<std::uint64_t>();
        refuse(wrongField("seed", request_["seed"], "a whole number, 0 or more"));
        return 0;
    }
    const Json &list(const char *key) {
        static const Json empty = Json::array();
        const auto it = request_.find(key);
        if (it == request_.end())
            refuse(missing(key, "an array"));
        else if (!it->is_array())
            refuse(wrongField(key, *it, "an array"));
        else
            return *it;
        return empty;
    }
    std::vector<double> numbers(const char *key) {
        std::vector<double> out;
        for (const auto &value : list(key)) {
            if (!value.is_number() && !value.is_boolean())
                refuse(wrongField(key, value, "numbers"));
            else
                out.push_back(value.is_boolean() ? static_cast<double>(value.get<bool>()) : value.get<double>());
        }
        return out;
    }
    std::vector<std::int64_t> integers(const char *key) { return take(getIntegers(request_, key)); }
    /// Verdicts: true, false, 1 or 0.
    struct Verdicts { // vector<bool> has no span
        std::unique_ptr<bool[]> values;
        std::size_t size = 0;
        operator std::span<const bool>() const { return {values.get(), size}; }
    };
    Verdicts verdicts(const char *key) { return verdicts(key, list(key)); }
    Verdicts verdicts(const char *key, const Json &array) {
        Verdicts out{std::make_unique<bool[]>(array.size()), array.size()};
        for (std::size_t i = 0; i < array.size(); ++i) {
            const Json &value = array[i];
            if (!value.is_boolean() && value != 0 && value != 1) refuse(wrongField(key, value, "true or false"));
            out.values[i] = value == true || value == 1;
        }
        return out;
    }
    /// Labels: text, or anything else by its JSON; null is a missing one.
    std::vector<std::optional<std::string>> labels(const Json &array) {
        std::vector<std::optional<std::string>> out;
        for (const auto &value : array)
            out.push_back(value.is_null()
                              ? std::nullopt
                              : std::optional(value.is_string() ? value.get<std::string>() : dumpJson(value)));
        return out;
    }
    void refuse(Error error) {
        if (!problem_) problem_ = std::move(error);
    }
    const std::optional<Error> &problem() const { return problem_; }

private:
    template <class T> T take(Result<T> value) {
        if (value) return std::move(*value);
        refuse(value.error());
        return {};
    }
    const Json &request_;
    std::optional<Error> problem_;
};

Json jsonOf(const stats::Interval &interval) {
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

template <class Compute> Result<Json> proportion(const Json &request, Compute compute) {
    Fields fields(request, {"correct", "n", "confidence"});
    const auto correct = fields.integer("correct"), n = fields.integer("n");
    const double confidence = fields.number("confidence", 0.95);
    if (fields.problem()) return fail(*fields.problem());
    return compute(correct, n, confidence).map(jsonOf);
}
Result<Json> wilson(const Json &request) {
    return proportion(request, stats::wilson);
}
Result<Json> clopperPearson(const Json &request) {
    return proportion(request, stats::clopperPearson);
}

Result<Json> mcnemar(const Json &request) {
    Fields fields(request, {"a_only", "b_only", "a", "b"});
    Result<stats::McNemar> test = fail("", "");
    if (fields.has("a") || fields.has("b")) {
        const auto a = fields.verdicts("a"), b = fields.verdicts("b");
        if (!fields.problem()) test = stats::mcnemar(a, b);
    } else {
        const auto a = fields.integer("a_only"), b = fields.integer("b_only");
        if (!fields.problem()) test = stats::mcnemar(a, b);
    }
    if (fields.problem()) return fail(*fields.problem());
    return test.map([](const auto &t) {
        return Json{
            {"value", t.bOnly - t.aOnly}, {"p", t.p}, {"mid_p", t.midP}, {"a_only", t.aOnly}, {"b_only", t.bOnly}};
    });
}

Result<Json> smallestDifference(const Json &request) {
    Fields fields(request, {"n", "disagreement", "looks", "power"});
    const auto n = fields.integer("n"), looks = fields.integer("looks", 1);
    const double disagreement = fields.number("disagreement", 0.3), power = fields.number("power", 0.8);
    if (fields.problem()) return fail(*fields.problem());
    if (looks < 1) return fail(wrongField("looks", request["looks"], "1 or more"));
    return stats::smallestDifference(n, disagreement, 0.05 / static_cast<double>(looks), power).map([](const auto &d) {
        return Json{{"value", d ? Json(*d) : Json()}};
    });
}

Result<Json> pairedBootstrap(const Json &request) {
    Fields fields(request, {"a", "b", "seed", "resamples", "confidence"});
    const auto a = fields.numbers("a"), b = fields.numbers("b");
    const auto seed = fields.seed();
    const auto resamples = fields.integer("resamples", 10000);
    const double confidence = fields.number("confidence", 0.95);
    if (fields.problem()) return fail(*fields.problem());
    return stats::pairedBootstrap(a, b, seed, resamples, confidence).map([](const auto &result) {
        Json out = jsonOf(result.difference);
        out["p"] = result.p;
        return out;
    });
}

/// One problem, or the mean over several where "results" holds one list of verdicts per problem.
Result<Json> passAtK(const Json &request) {
    Fields fields(request, {"n", "correct", "k", "results"});
    const auto k = fields.integer("k");
    std::vector<std::pair<std::int64_t, std::int64_t>> problems; // samples, right ones
    if (fields.has("results")) {
        for (const auto &each : fields.list("results")) {
            if (!each.is_array())
                fields.refuse(wrongField("results", each, "one array of verdicts per problem"));
            else {
                const auto verdicts = fields.verdicts("results", each);
                problems.emplace_back(verdicts.size,
                                      std::count(verdicts.values.get(), verdicts.values.get() + verdicts.size, true));
            }
        }
        if (problems.empty())
            fields.refuse({.code = "stats.empty",
                           .message = "There are no problems",
                           .field = "results",
                           .found = "0",
                           .expected = "1 or more"});
    } else {
        problems.emplace_back(fields.integer("n"), fields.integer("correct"));
    }
    if (fields.problem()) return fail(*fields.problem());
    double sum = 0;
    for (const auto &[n, correct] : problems) {
        const auto value = stats::passAtK(n, correct, k);
        if (!value) return unexpected(value.error());
        sum += *value;
    }
    return Json{{"value", sum / static_cast<double>(problems.size())}};
}

/// Samples of one problem: verdicts or a reference beside answers, and scores where they are needed.
std::vector<stats::Sample> samplesOf(Fields &fields, bool scored, const Json &request) {
    std::vector<stats::Sample> samples;
    std::vector<std::optional<std::string>> answers;
    if (!scored || fields.has("answers")) answers = fields.labels(fields.list("answers"));
    const auto scores = scored ? fields.numbers("scores") : std::vector<double>{};
    const bool byReference = !fields.has("correct") && fields.has("reference");
    const auto verdicts = byReference ? Fields::Verdicts{} : fields.verdicts("correct");
    const std::size_t count = scored ? scores.size() : answers.size();
    const bool fits = (byReference || verdicts.size == count) && (answers.empty() || answers.size() == count) &&
                      (!byReference || !answers.empty());
    if (!fits)
        fields.refuse({.code = "stats.length",
                       .message = "The lists must be equally long",
                       .field = "correct",
                       .found = std::to_string(verdicts.size) + " verdicts",
                       .expected = std::to_string(count) + " verdicts"});
    if (fields.problem()) return samples;
    const auto reference = byReference ? fields.labels(Json::array({request["reference"]})).front() : std::nullopt;
    for (std::size_t i = 0; i < count; ++i)
        samples.push_back({.answer = answers.empty() ? std::nullopt : answers[i],
                           .correct = byReference ? answers[i] && answers[i] == reference : verdicts.values[i],
                           .score = scored ? scores[i] : 0});
    return samples;
}

Result<Json> majorityAtK(const Json &request) {
    Fields fields(request, {"answers", "correct", "reference", "k", "seed", "draws"});
    const auto samples = samplesOf(fields, false, request);
    const auto k = fields.integer("k", static_cast<std::int64_t>(samples.size())),
               draws = fields.integer("draws", 10000);
    const auto seed = fields.seed();
    if (fields.problem()) return fail(*fields.problem());
    return stats::majorityAtK(samples, k, seed, draws).map([](double value) { return Json{{"value", value}}; });
}

Result<Json> bestOfK(const Json &request) {
    Fields fields(request, {"scores", "correct", "answers", "reference", "k"});
    const auto samples = samplesOf(fields, true, request);
    const auto k = fields.integer("k", static_cast<std::int64_t>(samples.size()));
    if (fields.problem()) return fail(*fields.problem());
    return stats::bestOfK(samples, k).map([](double value) { return Json{{"value", value}}; });
}

Result<Json> cohenKappa(const Json &request) {
    Fields fields(request, {"a", "b"});
    std::vector<std::string> raters[2];
    for (int i = 0; i < 2; ++i) {
        const char *key = i == 0 ? "a" : "b";
        for (auto &label : fields.labels(fields.list(key))) {
            if (!label) fields.refuse(wrongField(key, nullptr, "a rating of every thing"));
            raters[i].push_back(label.value_or(""));
        }
    }
    if (fields.problem()) return fail(*fields.problem());
    return stats::cohenKappa(raters[0], raters[1]).map([](double value) { return Json{{"value", value}}; });
}

Result<Json> krippendorff(const Json &request) {
    Fields fields(request, {"ratings"});
    std::vector<std::vector<std::optional<std::string>>> ratings;
    for (const auto &rater : fields.list("ratings")) {
        if (!rater.is_array())
            fields.refuse(wrongField("ratings", rater, "one array per rater"));
        else
            ratings.push_back(fields.labels(rater));
    }
    if (fields.problem()) return fail(*fields.problem());
    return stats::krippendorff(ratings).map([](double value) { return Json{{"value", value}}; });
}

Result<Json> bradleyTerry(const Json &request) {
    Fields fields(request, {"duels"});
    std::vector<stats::Duel> duels;
    for (const auto &duel : fields.list("duels")) {
        const auto winner = getString(duel, "winner"), loser = getString(duel, "loser");
        if (!winner || !loser) {
            fields.refuse(wrongField("duels", duel, "{\"winner\", \"loser\", \"wins\"?, \"tie\"?}"));
            continue;
        }
        const Json wins = duel.value("wins", Json(1)), tie = duel.value("tie", Json(false));
        if (!wins.is_number() || !tie.is_boolean())
            fields.refuse(wrongField("duels", duel, "a number of wins, and true or false for a tie"));
        else if (tie == true) {
            duels.push_back({*winner, *loser, wins.get<double>() / 2});
            duels.push_back({*loser, *winner, wins.get<double>() / 2});
        } else
            duels.push_back({*winner, *loser, wins.get<double>()});
    }
    if (fields.problem()) return fail(*fields.problem());
    return stats::bradleyTerry(duels).map([](const auto &ratings) {
        Json value = Json::object(), elo = Json::object();
        for (const auto &rating : ratings) {
            value[rating.name] = rating.strength;
            elo[rating.name] = rating.elo;
        }
        return Json{{"value", value}, {"elo", elo}};
    });
}

Result<Json> holm(const Json &request) {
    Fields fields(request, {"p"});
    const auto p = fields.numbers("p");
    if (fields.problem()) return fail(*fields.problem());
    return stats::holm(p).map([&](const auto &corrected) { return Json{{"value", corrected}, {"looks", p.size()}}; });
}

Result<Json> calibration(const Json &request) {
    Fields fields(request, {"confidence", "correct", "bins"});
    const auto confidence = fields.numbers("confidence");
    const auto correct = fields.verdicts("correct");
    const auto bins = fields.integer("bins", 15);
    if (fields.problem()) return fail(*fields.problem());
    return stats::calibration(confidence, correct, bins).map([](const auto &result) {
        Json out = {{"value", result.ece}, {"mce", result.mce}, {"bins", Json::array()}};
        for (const auto &bin : result.bins)
            out["bins"].push_back({{"low", bin.low},
                                   {"high", bin.high},
                                   {"count", bin.count},
                                   {"confidence", bin.confidence},
                                   {"accuracy", bin.accuracy}});
        return out;
    });
}

Result<Json> calibrationFloor(const Json &request) {
    Fields fields(request, {"confidence", "bins"});
    const auto confidence = fields.numbers("confidence");
    const auto bins = fields.integer("bins", 15);
    if (fields.problem()) return fail(*fields.problem());
    return stats::calibrationFloor(confidence, bins).map([](double floor) { return Json{{"value", floor}}; });
}

Result<Json> temperature(const Json &request) {
    Fields fields(request, {"logits", "correct"});
    const auto logits = fields.numbers("logits");
    const auto correct = fields.verdicts("correct");
    if (fields.problem()) return fail(*fields.problem());
    return stats::fitTemperature(logits, correct).map([](double value) { return Json{{"value", value}}; });
}

Result<Json> isotonic(const Json &request) {
    Fields fields(request, {"scores", "correct"});
    const auto scores = fields.numbers("scores");
    const auto correct = fields.verdicts("correct");
    if (fields.problem()) return fail(*fields.problem());
    return stats::isotonicFit(scores, correct).map([](const auto &steps) {
        Json out = Json::array();
        for (const auto &step : steps) out.push_back({{"from", step.from}, {"value", step.value}});
        return Json{{"value", std::move(out)}};
    });
}

Result<Json> verified(const Json &request) {
    Fields fields(request, {"right", "true_positive", "false_positive", "n"});
    const double right = fields.number("right", 0), caught = fields.number("true_positive", 1),
                 slipped = fields.number("false_positive", 0);
    const auto n = fields.integer("n");
    if (fields.problem()) return fail(*fields.problem());
    const auto value = stats::verifiedBestOfN(right, caught, slipped, n);
    if (!value) return unexpected(value.error());
    return stats::verifiedCeiling(right, caught, slipped).map([&](double ceiling) {
        return Json{{"value", *value}, {"ceiling", ceiling}};
    });
}

/// The steps that a request tells: in one line of its own, or as a history of such.
std::vector<stats::PrivateSteps> privateSteps(Fields &fields) {
    std::vector<stats::PrivateSteps> out;
    if (!fields.has("history"))
        return {{fields.number("noise_multiplier", 0), fields.number("sample_rate", 0), fields.integer("steps")}};
    for (const auto &entry : fields.list("history")) {
        const auto noise = getNumber(entry, "noise_multiplier"), rate = getNumber(entry, "sample_rate");
        const auto steps = getInteger(entry, "steps");
        if (noise && rate && steps)
            out.push_back({*noise, *rate, *steps});
        else
            fields.refuse(wrongField("history", entry, "{\"noise_multiplier\", \"sample_rate\", \"steps\"}"));
    }
    return out;
}

Result<Json> epsilon(const Json &request) {
    Fields fields(request, {"noise_multiplier", "sample_rate", "steps", "history", "delta", "orders"});
    const auto history = privateSteps(fields);
    const double delta = fields.number("delta", 1e-5);
    const auto orders = fields.has("orders") ? fields.numbers("orders") : stats::renyiOrders();
    if (fields.problem()) return fail(*fields.problem());
    return stats::privacySpent(history, delta, orders).map([](const auto &spent) {
        return Json{{"value", spent.epsilon}, {"order", spent.order}, {"at_edge", spent.atEdge}};
    });
}

Result<Json> noiseMultiplier(const Json &request) {
    Fields fields(request, {"epsilon", "sample_rate", "steps", "delta", "tolerance"});
    const double wanted = fields.number("epsilon", 0), rate = fields.number("sample_rate", 0);
    const double delta = fields.number("delta", 1e-5), tolerance = fields.number("tolerance", 0.01);
    const auto steps = fields.integer("steps");
    if (fields.problem()) return fail(*fields.problem());
    return stats::noiseMultiplierFor(wanted, delta, rate, steps, tolerance).map([](double value) {
        return Json{{"value", value}};
    });
}

} // namespace

std::span<const Statistic> statistics() {
    static constexpr Statistic list[] = {
        {"wilson", "Wilson's interval of a proportion", "correct, n, confidence? (0.95)", "value, low, high", wilson},
        {"clopper_pearson", "The exact interval of a proportion", "correct, n, confidence? (0.95)", "value, low, high",
         clopperPearson},
        {"mcnemar", "McNemar's exact test of two arms on the same problems",
         "a_only, b_only; or a, b: verdicts by problem", "value (b_only - a_only), p, mid_p, a_only, b_only", mcnemar},
        {"smallest_difference", "The smallest difference of two arms that McNemar's test can be expected to show",
         "n, disagreement? (0.3: the share on which only one is right), looks? (1), power? (0.8)",
         "value, null where none can be", smallestDifference},
        {"paired_bootstrap", "Mean difference b - a with its interval, by resampling pairs",
         "a, b, seed? (0), resamples? (10000), confidence? (0.95)", "value, low, high, p", pairedBootstrap},
        {"holm", "p-values corrected for how many were looked at", "p: all of them", "value: in the same order, looks",
         holm},
        {"pass_at_k", "Chance that one of k samples is right, without bias",
         "n, correct, k; or results: verdicts by problem and sample, k", "value", passAtK},
        {"maj_at_k", "Chance that the vote of k samples is right",
         "answers (null: none), correct: verdicts, or reference, k? (all), seed? (0), draws? (10000)", "value",
         majorityAtK},
        {"best_of_k", "Chance that the best-scored of k samples is right",
         "scores, correct: verdicts, or answers and reference, k? (all)", "value", bestOfK},
        {"cohen_kappa", "Agreement of two raters beyond chance", "a, b: labels", "value", cohenKappa},
        {"krippendorff", "Krippendorff's alpha of several raters, nominal",
         "ratings: labels by rater and unit, null where missing", "value", krippendorff},
        {"bradley_terry", "Strengths from comparisons of two", "duels: [{winner, loser, wins? (1), tie? (false)}]",
         "value: {name: log-strength, mean 0}, elo: {name: points}", bradleyTerry},
        {"ece", "Expected calibration error over bins of equal width", "confidence, correct: verdicts, bins? (15)",
         "value, mce, bins", calibration},
        {"ece_floor", "The calibration error that chance alone gives a predictor that is right",
         "confidence, bins? (15)", "value", calibrationFloor},
        {"temperature", "The temperature that makes confidences of scores", "logits, correct: verdicts", "value",
         temperature},
        {"isotonic", "The never falling function of scores that is closest to verdicts", "scores, correct: verdicts",
         "value: [{from, value}]", isotonic},
        {"verified_best_of_n", "How often best of n is right behind a verifier that errs",
         "right, true_positive? (1), false_positive? (0), n: answers", "value, ceiling: of any n", verified},
        {"epsilon", "What steps of DP-SGD reveal of any one example, by Rényi divergences, at most",
         "noise_multiplier, sample_rate, steps, or history: [{these}]; delta? (1e-5), orders?",
         "value, order: that gives it, at_edge: others could give less", epsilon},
        {"noise_multiplier", "The noise that keeps steps of DP-SGD within an epsilon",
         "epsilon, sample_rate, steps, delta? (1e-5), tolerance? (0.01)", "value", noiseMultiplier},
    };
    return list;
}

} // namespace lapidary
