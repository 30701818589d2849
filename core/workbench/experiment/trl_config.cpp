// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/trl_config.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

/// TRL's command line calls some of PEFT's settings otherwise, and has renamed one of its own.
const std::map<std::string, std::string> kCalledHere{{"lora_r", "r"},
                                                     {"lora_target_modules", "target_modules"},
                                                     {"lora_modules_to_save", "modules_to_save"},
                                                     {"max_seq_length", "max_length"}};

/// Where files go, what reports, how processes are spread: of no effect on what is learnt. A word that ends in * is a
/// beginning.
constexpr const char *kOfNoEffect[] = {"output_dir",
                                       "overwrite_output_dir",
                                       "do_train",
                                       "do_eval",
                                       "do_predict",
                                       "report_to",
                                       "run_name",
                                       "logging_dir",
                                       "logging_strategy",
                                       "logging_first_step",
                                       "log_level*",
                                       "log_on_each_node",
                                       "log_completions*",
                                       "push_to_hub*",
                                       "hub_*",
                                       "dataloader_*",
                                       "disable_tqdm",
                                       "ddp_*",
                                       "fsdp*",
                                       "deepspeed",
                                       "local_rank",
                                       "torch_compile*",
                                       "use_vllm",
                                       "vllm_*",
                                       "attn_implementation",
                                       "trust_remote_code",
                                       "torch_dtype",
                                       "dtype",
                                       "save_strategy",
                                       "eval_strategy",
                                       "remove_unused_columns",
                                       "dataset_num_proc",
                                       "dataset_streaming",
                                       "dataset_train_split",
                                       "dataset_test_split",
                                       "dataset_config",
                                       "model_revision",
                                       "tf32",
                                       "lora_task_type",
                                       "gradient_checkpointing_kwargs",
                                       "use_liger_kernel",
                                       "include_num_input_tokens_seen",
                                       "pad_to_multiple_of",
                                       "data_seed",
                                       "full_determinism"};

constexpr const char *kModel = "model_name_or_path", *kData = "dataset_name", *kSeed = "seed";

bool hasNoEffect(const std::string &key) {
    return std::any_of(std::begin(kOfNoEffect), std::end(kOfNoEffect), [&](std::string_view word) {
        return word.ends_with('*') ? key.starts_with(word.substr(0, word.size() - 1)) : key == word;
    });
}

std::string here(const std::string &key) {
    const auto it = kCalledHere.find(key);
    return it == kCalledHere.end() ? key : it->second;
}

const FieldSpec *fieldOf(const ConfigSpec &spec, const std::string &name) {
    const auto it = std::find_if(spec.begin(), spec.end(), [&](const FieldSpec &each) { return each.name == name; });
    return it == spec.end() ? nullptr : &*it;
}

std::string list(const std::vector<std::string> &names) {
    std::string out;
    for (const auto &name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

class TrlReader {
public:
    TrlReader(const Document &yaml, const Experiment &experiment, const Catalogue &catalogue, const TrlWish &wish)
        : yaml_(yaml), experiment_(experiment), catalogue_(catalogue), wish_(wish) {}

    Result<TrlTraining> read() {
        const auto method = algorithm();
        if (!method) return unexpected(method.error());
        out_.algorithm = (*method)->name;
        Json stage = {{"kind", kindOf(&Catalogue::algorithms).info.name}, {"algorithm", out_.algorithm}};
        const auto config = settings((*method)->spec);
        if (!config) return unexpected(config.error());
        const auto model = input(kModel, wish_.model, modelNames(), "models", "trl.no_model");
        if (!model) return unexpected(model.error());
        const auto data = input(kData, wish_.data, dataNames(), "data", "trl.no_data");
        if (!data) return unexpected(data.error());
        out_.name = wish_.name.empty() ? freeName(experiment_, out_.algorithm) : wish_.name;
        stage["name"] = out_.name;
        stage["model"] = *model;
        stage["data"] = *data;
        if (const auto own = seed()) stage["seed"] = *own;
        stage["config"] = *config;
        out_.tables["stage"] = Json::array({std::move(stage)});
        return std::move(out_);
    }

private:
    Error at(const std::string &key, const char *code, const Sentence &message) const {
        return {.code = code, .message = message, .file = yaml_.file, .line = yaml_.lineOf(key), .field = key};
    }

    /// The one that is named, or else the only one that knows all settings which some algorithm knows.
    Result<const MethodInfo *> algorithm() const {
        std::vector<std::string> names, fitting;
        for (const MethodInfo &each : catalogue_.algorithms) {
            names.push_back(each.name);
            const bool knowsAll = std::all_of(yaml_.values.items().begin(), yaml_.values.items().end(), [&](auto item) {
                return fieldOf(each.spec, here(item.key())) || !isKnownToAny(here(item.key()));
            });
            if (knowsAll) fitting.push_back(each.name);
        }
        const std::string chosen = !wish_.algorithm.empty() ? wish_.algorithm : fitting.size() == 1 ? fitting[0] : "";
        if (const MethodInfo *method = catalogue_.algorithm(chosen)) return method;
        return fail({.code = "trl.no_algorithm",
                     .message = "the file does not say which algorithm its settings are for",
                     .file = yaml_.file,
                     .found = wish_.algorithm,
                     .expected = list(fitting.empty() || !wish_.algorithm.empty() ? names : fitting),
                     .remedy = "Name the one that is meant; on the command line with --algorithm."});
    }

    bool isKnownToAny(const std::string &key) const {
        return std::any_of(catalogue_.algorithms.begin(), catalogue_.algorithms.end(),
                           [&](const MethodInfo &each) { return fieldOf(each.spec, key); });
    }

    /// Those of the algorithm, checked with the lines of the file; all others are told.
    Result<Json> settings(const ConfigSpec &spec) {
        Document named{.file = yaml_.file};
        Json given = Json::object();
        for (const auto &[key, value] : yaml_.values.items()) {
            const std::string name = here(key);
            if (const FieldSpec *field = fieldOf(spec, name)) {
                if (given.contains(name))
                    return fail(at(key, "config.duplicate_key", {"“{0}” is given twice, under two names", name}));
                named.lines[name] = yaml_.lineOf(key);
                if (!value.is_null()) given[name] = inType(*field, value);
            } else
                tell(key, value);
        }
        addPeftDefaults(spec, given);
        auto resolved = resolve(spec, given, named);
        if (!resolved) return fail(joined(resolved.error()));
        Json known = *resolved;
        known["inputs"] = namedPorts(Json::object());
        const Findings together = checkRules(spec, known, named, "");
        if (!together.errors.empty()) return fail(joined(together.errors));
        return given;
    }

    /// What TRL's command line gives an adapter that the file says no more of (its ModelConfig), which is not what
    /// PEFT's own LoraConfig gives.
    static void addPeftDefaults(const ConfigSpec &spec, Json &given) {
        if (given.value("use_peft", Json()) != true) return;
        for (const auto &[name, value] :
             {std::pair<const char *, Json>("r", 16), {"lora_alpha", 32}, {"lora_dropout", 0.05}})
            if (fieldOf(spec, name) && !given.contains(name)) given[name] = value;
    }

    /// Nothing where the file has none, or something else under its name, which is told.
    std::optional<std::int64_t> seed() const {
        const Json value = inType({.name = kSeed, .type = FieldType::Integer}, yaml_.values.value(kSeed, Json()));
        if (!value.is_number_integer() || value < 0) return std::nullopt;
        return value.get<std::int64_t>();
    }

    /// A number in quotes is one where a number is meant; argparse reads it so, too.
    static Json inType(const FieldSpec &field, const Json &value) {
        if (field.name == "scale_rewards" && value.is_boolean()) return value.get<bool>() ? "group" : "none"; // as TRL
        const bool number = field.type == FieldType::Number || field.type == FieldType::Integer;
        if (number && value.is_string())
            if (const auto read = parseJson(value.get<std::string>()); read && read->is_number()) return *read;
        if (field.type == FieldType::Integer && value.is_number_float()) // 1e3 steps
            if (const double real = value.get<double>(); real == std::floor(real) && std::abs(real) < 9e15)
                return static_cast<std::int64_t>(real);
        return value;
    }

    void tell(const std::string &key, const Json &value) {
        if (key == kModel || key == kData || (key == kSeed && seed())) return;
        Error left = at(key, "trl.left_out", "this setting has no meaning here and is left out");
        left.found = dumpJson(value).substr(0, 80);
        if (key == kSeed) {
            left.message = "this is no seed; the training has the experiment's";
            left.expected = "a whole number from 0 on";
        }
        if (key == kSeed || hasNoEffect(key)) return out_.leftOut.push_back(std::move(left));
        left.code = "trl.unknown_setting";
        left.message = {"{0} has no such setting here; it is left out", out_.algorithm};
        out_.unknown.push_back(std::move(left));
    }

    std::vector<std::string> modelNames() const {
        std::vector<std::string> out;
        for (const auto &[name, place] : experiment_.models) out.push_back(name);
        for (const Stage &stage : experiment_.stages) out.push_back(stage.name);
        return out;
    }
    std::vector<std::string> dataNames() const {
        std::vector<std::string> out;
        for (const DataSet &set : experiment_.data) out.push_back(set.name);
        return out;
    }

    Result<std::string> input(const char *key, const std::string &wished, const std::vector<std::string> &known,
                              const char *table, const char *code) {
        if (!wished.empty()) return wished; // whether it is there is seen when it is added
        const std::string given = getString(yaml_.values, key).value_or("");
        const std::string last = given.substr(given.find_last_of('/') + 1);
        for (const std::string &name : {given, last})
            if (!name.empty() && std::find(known.begin(), known.end(), name) != known.end()) return name;
        const bool isModel = table == std::string_view("models");
        std::error_code ignored;
        const fs::path path = fs::absolute(yaml_.file, ignored).parent_path() / given;
        const bool there = !given.empty() &&
                           (isModel ? fs::exists(path / "config.json", ignored) : fs::is_regular_file(path, ignored));
        if (there) return add(table, isModel, path.lexically_normal());
        Error none = at(key, code, isModel ? "there is no such model here" : "there are no such rows here");
        none.found = given.empty() ? Sentence("nothing") : Sentence(given);
        none.expected = known.empty() ? Sentence("none is there yet") : Sentence(list(known));
        none.remedy = isModel ? "Import it with: import model, or name another with --model."
                              : "Import them with: import data, or name others with --data.";
        return fail(std::move(none));
    }

    /// A path of the file becomes an entry of the experiment.
    std::string add(const char *table, bool isModel, const fs::path &path) {
        const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
        const std::string entry = freeName(experiment_, isModel ? name.string() : name.stem().string());
        const std::string place = path.lexically_proximate(experiment_.folder).string();
        if (isModel)
            out_.tables[table][entry] = place;
        else
            out_.tables[table] = Json::array({{{"name", entry}, {"file", place}}});
        return entry;
    }

    const Document &yaml_;
    const Experiment &experiment_;
    const Catalogue &catalogue_;
    const TrlWish &wish_;
    TrlTraining out_{};
};

} // namespace

Result<TrlTraining> readTrlConfig(const Document &yaml, const Experiment &experiment, const Catalogue &catalogue,
                                  const TrlWish &wish) {
    return TrlReader(yaml, experiment, catalogue, wish).read();
}

Result<TrlTraining> readTrlSettings(const Document &yaml, const Experiment &experiment, const Catalogue &catalogue,
                                    const TrlWish &form) {
    TrlWish wish;
    Problems kept;
    const auto keep = [&](const char *key, std::string &wished, const std::string &own) {
        if (!wished.empty() || own.empty()) return false;
        wished = own;
        const std::string given = getString(yaml.values, key).value_or("");
        if (!given.empty())
            kept.push_back({.code = "trl.not_here",
                            .message = {"the experiment does not have this; the form keeps {0}", own},
                            .file = yaml.file,
                            .line = yaml.lineOf(key),
                            .field = key,
                            .found = given});
        return true;
    };
    for (;;) {
        auto read = TrlReader(yaml, experiment, catalogue, wish).read();
        const std::string code = read ? "" : read.error().code;
        const auto adds = [&](const char *table) { return read && read->tables.contains(table); };
        if (code == "trl.no_algorithm" && wish.algorithm.empty() && !form.algorithm.empty())
            wish.algorithm = form.algorithm;
        else if ((code == "trl.no_model" || adds("models")) && keep(kModel, wish.model, form.model))
            continue;
        else if ((code == "trl.no_data" || adds("data")) && keep(kData, wish.data, form.data))
            continue;
        else if (!read)
            return read;
        else {
            read->leftOut.insert(read->leftOut.begin(), kept.begin(), kept.end());
            return read;
        }
    }
}

} // namespace lapidary
