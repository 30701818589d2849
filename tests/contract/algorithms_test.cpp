// SPDX-License-Identifier: Apache-2.0
// What every training algorithm of the list must do, whatever it is: found by its ports, settings and metrics alone.
#include "core/engine/train/network_files.h"
#include "core/engine/train/train_loop.h"
#include "tests/contract/algorithm_variants.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <set>

using namespace lapidary;

namespace {

std::string weightsOf(const fs::path &run) {
    const fs::path adapter = run / "model/adapter_model.safetensors";
    return textOf(fs::exists(adapter) ? adapter : run / "model/model.safetensors");
}

std::vector<Json> withoutTime(std::vector<Json> metrics) {
    for (auto &values : metrics)
        for (const char *own : {"step_time", "tokens_per_second", "peak_memory"}) values.erase(own);
    return metrics;
}

/// Whether a declared name, in which "*" stands for one part, means this metric.
bool means(const std::string &declared, const std::string &name) {
    const auto star = declared.find('*');
    if (star == declared.npos) return declared == name;
    const std::string before = declared.substr(0, star), behind = declared.substr(star + 1);
    return name.size() > before.size() + behind.size() && name.starts_with(before) && name.ends_with(behind) &&
           name.substr(before.size(), name.size() - before.size() - behind.size()).find('/') == name.npos;
}

double lossAt(Algorithm &algorithm, TrainContext &context, const TrainStep &step) {
    double loss = 0;
    for (std::size_t i = 0; i < step.parts.size(); ++i) loss += algorithm.loss(context, step, i).loss.item<double>();
    return loss;
}

} // namespace

TEST_CASE("an algorithm begins its ports with the policy, and each metric and setting tells what it is") {
    std::set<std::string> names;
    for (const auto &entry : algorithms()) {
        const MethodInfo &info = entry.info();
        CAPTURE(info.name);
        CHECK(names.insert(info.name).second);
        REQUIRE_FALSE(info.inputs.empty());
        CHECK(info.inputs.front().name == kPolicy);
        CHECK(info.inputs.front().trained);
        CHECK(info.port("train"));
        CHECK(std::count_if(info.metrics.begin(), info.metrics.end(), [](const auto &metric) { return metric.key; }) ==
              1);
        for (const auto &metric : info.metrics) CHECK_MESSAGE(!metric.effect.empty(), metric.name);
        for (const auto &port : info.inputs) CHECK_MESSAGE(!port.effect.empty(), port.name);
        CHECK_FALSE(entry.make({{"no_such_setting", 1}}).has_value());
    }
}

TEST_CASE("an algorithm learns one batch by heart, from every start and in every number format") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms())
        for (const auto &variant : variantsOf(entry.info(), folder.path)) {
            CAPTURE(entry.info().name);
            CAPTURE(variant.name);
            if (variant.sampled) continue; // its batch is another at each step
            Json run = variant.run;
            run["config"].update({{"max_steps", 40}, {"learning_rate", 5e-3}, {"lr_scheduler_type", "constant"}});
            for (const char *name : {"num_iterations", "num_ppo_epochs"}) // on the same batch
                if (has(entry.info(), name)) run["config"][name] = 40;
            const auto curve = trained(folder.path / "run", run, variant.rows).metrics;
            CHECK(curve.back()["loss"].get<double>() < curve.front()["loss"].get<double>() - 0.01);
        }
}

TEST_CASE("a training that is stopped goes on to the bytes of one that was not") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms())
        for (auto &variant : variantsOf(entry.info(), folder.path)) {
            CAPTURE(entry.info().name);
            CAPTURE(variant.name);
            variant.run["config"].update({{"max_steps", 4}, {"save_steps", 2}});
            const auto whole = trained(folder.path / "whole", variant.run, variant.rows);
            const std::string weights = weightsOf(folder.path / "whole");
            for (int look = 1; look <= whole.looks; look += variant.sampled ? 3 : 2) {
                CAPTURE(look);
                fs::remove_all(folder.path / "broken");
                makeRunFolder(folder.path, "broken", variant.run, variant.rows);
                QuietJob first(folder.path / "broken", look), rest(folder.path / "broken");
                const auto stopped = train(variant.run, first);
                if (!stopped) {
                    CHECK(stopped.error().code == kCancelled);
                    REQUIRE(train(variant.run, rest));
                    CHECK(rest.fromStep == static_cast<int>(first.metrics.size()));
                }
                auto steps = first.metrics;
                steps.insert(steps.end(), rest.metrics.begin(), rest.metrics.end());
                CHECK(withoutTime(steps) == withoutTime(whole.metrics));
                CHECK(weightsOf(folder.path / "broken") == weights);
            }
        }
}

TEST_CASE("an algorithm logs what it declares, all of it and nothing else") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        const MethodInfo &info = entry.info();
        CAPTURE(info.name);
        std::set<std::string> seen;
        auto variants = variantsOf(info, folder.path);
        for (Variant &other : otherChoices(info, variants.front())) variants.push_back(std::move(other));
        for (auto &variant : variants) {
            variant.run["config"]["max_steps"] = 1;
            Json &config = variant.run["config"];
            const bool held = config.contains("test_size");
            switchOn(info, config);
            if (!held) config.erase("test_size"); // rows of other ports are the same here, and may not be held out
            for (const Port &port : info.inputs)
                if (held && !port.neededBy.empty()) config[port.neededBy] = 0;
            const auto job = trained(folder.path / "run", variant.run, variant.rows);
            for (const auto &[name, value] : job.metrics[0].items()) seen.insert(name);
        }
        for (const auto &name : seen)
            CHECK_MESSAGE(std::any_of(info.metrics.begin(), info.metrics.end(),
                                      [&](const auto &metric) { return means(metric.name, name); }),
                          name);
        for (const auto &metric : info.metrics)
            CHECK_MESSAGE(
                std::any_of(seen.begin(), seen.end(), [&](const auto &name) { return means(metric.name, name); }),
                metric.name);
    }
}

TEST_CASE("order, padding and accumulation change no step, by every loss and estimator") {
    // By their formulas bnpo and the likelihood beside pairs are means over the tokens of a micro-batch, aot sorts its
    // pairs, and rows that are packed stand in other passes.
    const std::set<std::string> byPass{"loss_type bnpo",
                                       "loss_type sft",
                                       "loss_type aot",
                                       "loss_type aot_unpaired",
                                       "packing_strategy bfd_split",
                                       "packing_strategy wrapped"};
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        if (entry.byMicroBatch) continue;
        CAPTURE(entry.info().name);
        auto variants = otherChoices(entry.info(), storedVariant(entry.info()));
        variants.push_back(storedVariant(entry.info()));
        for (Variant &variant : variants) {
            if (byPass.contains(variant.name)) continue;
            CAPTURE(variant.name);
            const auto steps = [&](int batch, const std::vector<Json> &rows) {
                variant.run["config"].update({{"per_device_train_batch_size", batch},
                                              {"gradient_accumulation_steps", 8 / batch},
                                              {"max_steps", 3},
                                              {"shuffle_dataset", false}});
                return trained(folder.path / "run", variant.run, rows).metrics;
            };
            const auto whole = steps(8, variant.rows), alone = steps(1, variant.rows),
                       reversed = steps(4, {variant.rows.rbegin(), variant.rows.rend()});
            for (std::size_t s = 0; s < whole.size(); ++s)
                for (const char *name : {"loss", "grad_norm"})
                    for (const auto &other : {alone, reversed}) {
                        const double expected = whole[s][name];
                        CHECK(std::abs(other[s][name].get<double>() - expected) <
                              2e-5 * std::max(1.0, std::abs(expected)));
                    }
        }
    }
}

namespace {

void checkSlope(const AlgorithmInfo &entry, Variant variant, const fs::path &folder) {
    if (has(entry.info(), "num_iterations")) variant.run["config"]["num_iterations"] = 2; // old log-probs are kept
    QuietJob job(makeRunFolder(folder, entry.info().name + " " + variant.name, variant.run, variant.rows));
    auto algorithm = entry.make(variant.run["config"]);
    REQUIRE(algorithm);
    NetworkFiles files(variant.run, job);
    Networks networks;
    REQUIRE(files.open(entry.info(), **algorithm, networks));
    TrainContext context{networks, networks[kPolicy], nullptr, variant.run, job.folder, 1, job, 1};
    REQUIRE((*algorithm)->prepare(context));
    const auto step = (*algorithm)->next(context);
    REQUIRE(step);
    for (std::size_t i = 0; i < step->parts.size(); ++i) (*algorithm)->loss(context, *step, i).loss.backward();
    NamedTensors directions;
    double square = 0;
    for (const auto &[name, weight] : networks.trainable())
        if (weight.grad().defined()) directions.push_back({name, weight.grad().clone()});
    for (const auto &[name, direction] : directions) square += direction.pow(2).sum().item<double>();
    const double length = std::sqrt(square), shift = std::min(1e-3, 0.005 / length); // no ratio is clipped
    REQUIRE(length > 1e-4);
    const at::NoGradGuard noGrad;
    const auto move = [&](double by) {
        std::size_t next = 0;
        for (auto &[name, weight] : networks.trainable())
            if (weight.grad().defined()) weight.add_(directions[next++].tensor, by / length);
    };
    move(shift);
    const double above = lossAt(**algorithm, context, *step);
    move(-2 * shift);
    const double below = lossAt(**algorithm, context, *step);
    CHECK(std::abs((above - below) / (2 * shift) - length) < 0.03 * length);
}

} // namespace

TEST_CASE("the gradient of a step is the slope of its loss, by every loss and estimator") {
    // These hold a weight of theirs, or a teacher that is the policy itself, so that their value has another slope than
    // the one that is followed.
    const std::set<std::string> held{"distillation_mode sampled_token", "loss_type dft", "loss_type vespo",
                                     "teacher_model_kind live"};
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        if (entry.holdsBack) continue; // its own test looks at its gradient
        const Variant plain = storedVariant(entry.info());
        checkSlope(entry, plain, folder.path);
        for (const Variant &other : otherChoices(entry.info(), plain)) {
            CAPTURE(other.name);
            if (!held.contains(other.name)) checkSlope(entry, other, folder.path);
        }
    }
}
