// SPDX-License-Identifier: Apache-2.0
// What rows of exams, reading comprehension, rankings and trajectories mean: expected values written by hand.
#include "core/data/layouts/registry.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Record read(const char *layout, const char *row) {
    auto record = layoutNamed(layout)->read(*parseJson(row));
    if (!record) FAIL(describe(record.error()));
    return std::move(*record);
}
std::string codeOf(const char *layout, const char *row) {
    const auto record = layoutNamed(layout)->read(*parseJson(row));
    return record ? "" : record.error().code + " " + record.error().field;
}
/// The first layout that holds such a row.
std::string layoutOf(const char *row) {
    for (const auto *layout : layouts())
        if (layout->imports && fits(*layout, *parseJson(row))) return std::string(layout->name);
    return "";
}
std::string promptOf(const Record &record) {
    if (const auto *shown = std::get_if<Demonstration>(&record.what)) return plainText(shown->prompt).value();
    return plainText(std::get<PromptOnly>(record.what).prompt).value();
}
/// "better>worse " of each pair, with its id where it has one.
std::string pairsOf(const char *layout, const char *row) {
    const auto all = layoutNamed(layout)->readAll(*parseJson(row));
    if (!all) return all.error().code + " " + all.error().field;
    std::string out;
    for (const auto &record : *all) {
        const auto &pair = std::get<Preference>(record.what);
        out += record.id.value_or("") + (record.id ? ":" : "") + plainText(pair.chosen).value() + ">" +
               plainText(pair.rejected).value() + " ";
    }
    return out;
}

} // namespace

TEST_CASE("multiple choice: letters before the choices, and the letter of the right one as reference") {
    const char *row = R"({"question":"Prime?","subject":"sums","choices":["4","7","9","1"],"answer":1})";
    CHECK(layoutOf(row) == "multiple_choice");
    CHECK(std::holds_alternative<PromptOnly>(readRecord(*parseJson(row))->what));
    const auto number = read("multiple_choice", row);
    CHECK(*writeRecord(number) == Json{{"prompt", "Prime?\nA. 4\nB. 7\nC. 9\nD. 1"}, {"reference", "B"}});
    CHECK(promptOf(number) == "Prime?\nA. 4\nB. 7\nC. 9\nD. 1");
    CHECK(number.reference == "B");
    CHECK(read("multiple_choice", R"({"question":"q","choices":["a","b"],"answer":"A"})").reference == "A");
    CHECK(read("multiple_choice", R"({"question":"q","choices":["a","b"],"answer":"1"})").reference == "B");
    for (const char *answer : {"2", "-1", "\"C\"", "null", "1.5", "true"})
        CHECK(codeOf("multiple_choice",
                     (R"({"question":"q","choices":["a","b"],"answer":)" + std::string(answer) + "}").c_str()) ==
              "row.wrong_type answer");
    CHECK(codeOf("multiple_choice", R"({"question":"q","choices":["a",2],"answer":0})") == "row.wrong_type choices[1]");
    CHECK(codeOf("multiple_choice", R"({"question":"q","choices":[],"answer":0})") == "row.wrong_type choices");
}

TEST_CASE("AQuA: options without their letters twice, the rationale as completion, the letter as reference") {
    const char *row = R"({"question":"2+2?","options":["A)3","B)4"],"rationale":"It is 4.","correct":"B"})";
    CHECK(layoutOf(row) == "aqua");
    const auto record = read("aqua", row);
    CHECK(promptOf(record) == "2+2?\nA. 3\nB. 4\n");
    CHECK(record.reference == "B");
    CHECK(codeOf("aqua", R"({"question":"q","options":["A)3","C)4"],"rationale":"r","correct":"B"})") ==
          "row.wrong_type options[1]");
    CHECK(codeOf("aqua", R"({"question":"q","options":["A)3"],"rationale":" ","correct":"B"})") ==
          "row.empty rationale");
}

TEST_CASE("SVAMP: body and question, and the number without a fraction that is none") {
    const char *row = R"({"ID":"c","Body":"Ann has 3.","Question":"How many?","Equation":"3","Answer":3.0,"Type":"t"})";
    CHECK(layoutOf(row) == "svamp");
    const auto record = read("svamp", row);
    CHECK(promptOf(record) == "Ann has 3.\nHow many?");
    CHECK(record.reference == "3");
    CHECK(read("svamp", R"({"Body":"b","Question":"q","Answer":0.5})").reference == "0.5");
    CHECK(codeOf("svamp", R"({"Body":"b","Question":"q","Answer":[3]})") == "row.wrong_type Answer");
}

TEST_CASE("SQuAD: passage, question, first answer; both shapes of answers; none is an error") {
    const char *row = R"({"context":"Ada lived in London.","question":"Where?","answers":[{"text":"London",
        "answer_start":13},{"text":"in London","answer_start":10}],"id":"1","title":"Ada"})";
    CHECK(layoutOf(row) == "squad");
    const auto record = read("squad", row);
    CHECK(promptOf(record) == "Ada lived in London.\n\nWhere?\n");
    CHECK(record.reference == "London");
    CHECK(record.id == "1");
    const char *columns = R"({"context":"c","question":"q","answers":{"text":["a","b"],"answer_start":[0,1]}})";
    CHECK(layoutOf(columns) == "squad");
    CHECK(read("squad", columns).reference == "a");
    for (const char *answers : {"[]", R"({"text":[]})", "[3]", "{}", "null", R"([{"answer_start":0}])"})
        CHECK(codeOf("squad", (R"({"context":"c","question":"q","answers":)" + std::string(answers) + "}").c_str()) ==
              "row.no_answer answers");
}

TEST_CASE("questions with a known answer, whatever their columns are called") {
    CHECK(layoutOf(R"({"input":"not True is","target":"False"})") == "input_target");
    CHECK(layoutOf(R"({"Question":"q","Best Answer":"a","Source":"s"})") == "truthful_qa");
    CHECK(layoutOf(R"({"question":"q","best_answer":"a","correct_answers":["a"]})") == "truthful_qa_hub");
    CHECK(layoutOf(R"-({"question":"q","answer_matching_behavior":" (A)","answer_not_matching_behavior":" (B)"})-") ==
          "behaviour");
    CHECK(layoutOf(R"({"question":"Is it?","answer":true,"facts":[]})") == "strategy_qa");
    CHECK(layoutOf(R"({"question":"Is it?","answer":"true"})") == "question_answer");
    CHECK(read("strategy_qa", R"({"question":"Is it?","answer":true})").reference == "yes");
    CHECK(read("strategy_qa", R"({"question":"Is it?","answer":false})").reference == "no");
    CHECK(layoutOf(R"({"problem":"p","solution":"s","level":"1"})") == "math_problem");
    CHECK(!read("math_problem", R"({"problem":"p","solution":"s"})").reference);
    CHECK(layoutOf(R"({"turns":["a","b"],"category":"c"})") == "turn_questions");
    CHECK(promptOf(read("turn_questions", R"({"turns":["a","b"]})")) == "a");
    CHECK(layoutOf(R"({"prompt":"p","completions":["a"],"labels":[true]})") == "stepwise_supervision");
    CHECK(layoutOf(R"({"prompt":"p","completions":"a","labels":3})") == "prompt");
}

TEST_CASE("rankings become a pair of each two that differ, the better one chosen, the best first") {
    const char *scored = R"({"prompt":"p","responses":["a","b","c","d"],"scores":[1,7.5,1,3],"id":5})";
    CHECK(layoutOf(scored) == "ranking");
    CHECK(pairsOf("ranking", scored) == "5/bd:b>d 5/ba:b>a 5/bc:b>c 5/da:d>a 5/dc:d>c ");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"],"ranks":[2,1]})") == "b>a ");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"],"ranks":[2,1],"id":"x"})") == "x:b>a ");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"],"ranks":[2,1],"scores":[5,4]})") == "a>b ");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","a"],"ranks":[2,1]})") == "row.equal_ranks responses");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"],"ranks":[1,1]})") == "row.equal_ranks responses");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"],"ranks":[1]})") == "row.wrong_type ranks");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a","b"]})") == "row.missing scores");
    CHECK(pairsOf("ranking", R"({"prompt":"p","responses":["a"],"ranks":[1]})") == "row.wrong_type responses");
    const char *feedback = R"({"instruction":"p","models":["m","n"],"completions":[{"response":"a","overall_score":4,
        "critique":"c"},{"response":"b","overall_score":8.5}]})";
    CHECK(layoutOf(feedback) == "ultrafeedback");
    CHECK(pairsOf("ultrafeedback", feedback) == "b>a ");
    const char *nectar = R"({"prompt":"p","answers":[{"answer":"a","rank":2,"model":"m"},{"answer":"b","rank":3},
        {"answer":"c","rank":1}],"num_responses":3})";
    CHECK(layoutOf(nectar) == "nectar");
    CHECK(pairsOf("nectar", nectar) == "c>a c>b a>b ");
    CHECK(pairsOf("nectar", R"({"prompt":"p","answers":[{"answer":"a","rank":"2"},{"answer":"b","rank":1}]})") ==
          "row.wrong_type answers[0].rank");
}

TEST_CASE("what a layout reads as several rows begins with what it reads as one") {
    for (const auto *layout : layouts()) {
        if (!layout->readAll) continue;
        const auto one = layout->read(layout->example);
        const auto all = layout->readAll(layout->example);
        REQUIRE(all);
        CHECK(all->front() == *one);
        CHECK(!layout->readAll(Json::object()));
    }
}

TEST_CASE("steps with labels as Math-Shepherd and PRM800K have them") {
    const auto stepsOf = [](const char *layout, const char *row) {
        const auto record = read(layout, row);
        const auto &it = std::get<Stepwise>(record.what);
        std::string out = plainText(it.prompt).value();
        for (std::size_t i = 0; i < it.steps.size(); ++i)
            out += "|" + it.steps[i] + "=" + (it.labels[i] ? std::to_string(*it.labels[i]).substr(0, 3) : "?");
        return out + "|" + record.reference.value_or("");
    };
    const char *shepherd =
        R"({"input":"2+2+2? Step 1: 4. ки\nStep 2: 7. ки","label":"2+2+2? Step 1: 4. +\nStep 2: 7. -",
        "task":"GSM8K"})";
    CHECK(layoutOf(shepherd) == "math_shepherd");
    CHECK(stepsOf("math_shepherd", shepherd) == "2+2+2? |Step 1: 4. =1.0|\nStep 2: 7. =0.0|");
    for (const char *label : {"2? Step 1: 4. *", "2? Step 1: 5. +", "2? Step 1: 4. + more", "2?", ""})
        CHECK(codeOf("math_shepherd", dumpJson(Json{{"input", "2? Step 1: 4. ки"}, {"label", label}}).c_str()) ==
              "row.wrong_type label");
    CHECK(codeOf("math_shepherd", R"({"input":"2? Step 1: 4. ки and","label":"x"})") == "row.wrong_type input");
    CHECK(codeOf("math_shepherd", R"({"input":"2? First 4. ки","label":"x"})") == "row.wrong_type input");
    const char *prm = R"({"question":{"problem":"p","ground_truth_answer":"6"},"label":{"steps":[
        {"completions":[{"text":"a","rating":1}],"human_completion":null,"chosen_completion":0},
        {"completions":[{"text":"x","rating":-1},{"text":"b","rating":0}],"chosen_completion":1},
        {"completions":[{"text":"y","rating":-1}],"human_completion":{"text":"c","rating":null},
            "chosen_completion":null},
        {"completions":[{"text":"d","rating":-1},{"text":"z","rating":1}],"human_completion":null,
            "chosen_completion":null},
        {"completions":[],"human_completion":null,"chosen_completion":null}],"finish_reason":"found_error"}})";
    CHECK(layoutOf(prm) == "prm800k");
    CHECK(stepsOf("prm800k", prm) == "p|a=1.0|b=0.5|c=?|d=0.0|6");
    CHECK(codeOf("prm800k", R"({"question":{"problem":"p"},"label":{"steps":[{"completions":[{"rating":1}]}]}})") ==
          "row.wrong_type label.steps[0]");
    CHECK(codeOf("prm800k", R"({"question":{},"label":{"steps":[]}})") == "row.wrong_type question");
}

TEST_CASE("ProntoQA: the chain of the question that is asked, the examples left aside") {
    const char *row = R"({"id":"e1","in_context_example0":{"question":"x"},"test_example":{"question":"Tom is a cat.",
        "query":"True or false: Tom purrs.","chain_of_thought":["Tom is a cat.","Cats purr."],"answer":"True"}})";
    CHECK(layoutOf(row) == "prontoqa");
    const auto record = read("prontoqa", row);
    CHECK(promptOf(record) == "Tom is a cat.\nTrue or false: Tom purrs.\n");
    CHECK(plainText(std::get<Demonstration>(record.what).completion) == "Tom is a cat.\nCats purr.");
    CHECK(record.reference == "True");
    CHECK(codeOf("prontoqa", R"({"test_example":{"question":"q","query":"r","answer":"a","chain_of_thought":[]}})") ==
          "row.wrong_type test_example.chain_of_thought");
}

TEST_CASE("trajectories: steps of agents with their calls, and what tools saw behind them") {
    const char *row = R"({"schema_version":"ATIF-v1.5","session_id":"s","agent":{"name":"a"},"steps":[
        {"step_id":1,"timestamp":"t","source":"system","message":"Be brief."},
        {"step_id":2,"source":"user","message":[{"type":"text","text":"17 * 23?"}]},
        {"step_id":3,"source":"agent","message":"","reasoning_content":"Ask.","tool_calls":[{"tool_call_id":"c",
            "function_name":"f","arguments":{"a":17}}],"observation":{"results":[{"source_call_id":"c","content":"391"},
            {"content":null}]},"metrics":{"prompt_tokens":3}},
        {"step_id":4,"source":"agent","message":"391","tool_calls":null}]})";
    CHECK(layoutOf(row) == "atif");
    const auto record = read("atif", row);
    const auto &turns = std::get<Conversation>(record.what).turns;
    REQUIRE(turns.size() == 6);
    CHECK(turns[0] == Message{.role = "system", .content = "Be brief."});
    CHECK(turns[1] == Message{.role = "user", .content = "17 * 23?"});
    CHECK(turns[2].extra == *parseJson(R"({"reasoning_content":"Ask.","tool_calls":[{"id":"c","type":"function",
        "function":{"name":"f","arguments":{"a":17}}}]})"));
    CHECK(turns[3] == Message{.role = "tool", .content = "391", .extra = {{"tool_call_id", "c"}}});
    CHECK(turns[4] == Message{.role = "tool", .content = ""});
    CHECK(turns[5] == Message{.role = "assistant", .content = "391"});
    CHECK(codeOf("atif", R"({"schema_version":"ATIF-v1.5","steps":[{"source":"nobody","message":"m"}]})") ==
          "row.wrong_type steps[0].source");
    CHECK(codeOf("atif", R"({"schema_version":"ATIF-v1.5","steps":[{"source":"user","message":3}]})") ==
          "row.wrong_type steps[0].message");
    CHECK(codeOf("atif", R"({"schema_version":"ATIF","steps":[{"source":"agent","tool_calls":[{}]}]})") ==
          "row.wrong_type steps[0].tool_calls[0].function_name");
}
