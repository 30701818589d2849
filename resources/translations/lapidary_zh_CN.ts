<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AddMenu</name>
    <message>
        <source>Te&amp;mplate</source>
        <translation>模板(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Other stage</source>
        <translation>其他阶段(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Arm</source>
        <translation>对比项(&amp;A)</translation>
    </message>
    <message>
        <source>The small model that comes along</source>
        <translation>随附的小模型</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A model in Hugging Face layout</source>
        <translation>Hugging Face 布局的模型</translation>
    </message>
    <message>
        <source>Rows of a file…</source>
        <translation>文件中的行…</translation>
    </message>
    <message>
        <source>A file of rows</source>
        <translation>包含行的文件</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Problems with answers</source>
        <translation>带答案的题目</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>From rows of the layout %1</source>
        <translation>使用布局为 %1 的行</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Reference model</source>
        <translation>参考模型</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>裁判</translation>
    </message>
    <message>
        <source>Held-out rows</source>
        <translation>留出数据</translation>
    </message>
    <message>
        <source>Rows of earlier data</source>
        <translation>早先的数据</translation>
    </message>
    <message>
        <source>Rows whose weights are held</source>
        <translation>要保住其权重的数据</translation>
    </message>
    <message>
        <source>Importance measured before</source>
        <translation>先前测得的重要性</translation>
    </message>
    <message>
        <source>Canary prompts</source>
        <translation>金丝雀提示</translation>
    </message>
    <message>
        <source>%1 (higher is better)</source>
        <translation>%1（越高越好）</translation>
    </message>
    <message>
        <source>%1 (lower is better)</source>
        <translation>%1（越低越好）</translation>
    </message>
</context>
<context>
    <name>ChainWording</name>
    <message>
        <source>%1/%2 steps wrong</source>
        <translation>%1/%2 步错误</translation>
    </message>
    <message>
        <source>answered directly</source>
        <translation>直接作答</translation>
    </message>
    <message>
        <source>every step right</source>
        <translation>每步正确</translation>
    </message>
    <message>
        <source>chain incomplete</source>
        <translation>推理链不完整</translation>
    </message>
</context>
<context>
    <name>ChatExport</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
</context>
<context>
    <name>ChatWording</name>
    <message>
        <source>Server: %1, which calls the model “%2”</source>
        <translation>服务器：%1，其模型名为“%2”</translation>
    </message>
    <message>
        <source>asked again %1 times</source>
        <translation>重新提问 %1 次</translation>
    </message>
    <message>
        <source>stopped before the server had ended</source>
        <translation>在服务器结束前停止</translation>
    </message>
    <message>
        <source>ended by itself</source>
        <translation>自行结束</translation>
    </message>
    <message>
        <source>cut at the token limit</source>
        <translation>达到词元上限</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文本</translation>
    </message>
    <message>
        <source>Answer, written by hand</source>
        <translation>回答（手写）</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Weights: %1</source>
        <translation>权重：%1</translation>
    </message>
    <message>
        <source>hash not read</source>
        <translation>哈希尚未读取</translation>
    </message>
    <message>
        <source>Adapters: %1</source>
        <translation>适配器：%1</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>模板：%1</translation>
    </message>
    <message>
        <source>none, the text is continued</source>
        <translation>无，直接续写文本</translation>
    </message>
    <message>
        <source>Sampler: temperature %1, top-p %2, at most %3 tokens, seed %4</source>
        <translation>采样：温度 %1，top-p %2，最多 %3 个词元，种子 %4</translation>
    </message>
    <message>
        <source>Prompt: %1 tokens; answer: %2 tokens, %3 of them given</source>
        <translation>提示：%1 个词元；回答：%2 个词元，其中 %3 个为给定</translation>
    </message>
    <message>
        <source>A click makes it again and compares.</source>
        <translation>单击可重新生成并比较。</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>mean log-probability %1</source>
        <translation>平均对数概率 %1</translation>
    </message>
    <message>
        <source>Reading the prompt …</source>
        <translation>正在读取提示……</translation>
    </message>
    <message>
        <source>making it again …</source>
        <translation>正在重新生成……</translation>
    </message>
    <message>
        <source>✓ identical</source>
        <translation>✓ 完全一致</translation>
    </message>
    <message>
        <source>✗ differs at token %1</source>
        <translation>✗ 从第 %1 个词元起不同</translation>
    </message>
    <message>
        <source>✗ could not be made again</source>
        <translation>✗ 无法重新生成</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Token %1 was %2, now it is %3.</source>
        <translation>第 %1 个词元原为%2，现为%3。</translation>
    </message>
    <message>
        <source>cut off by the server</source>
        <translation>被服务器截断</translation>
    </message>
    <message>
        <source>A click asks again and compares; a server need not give the same answer twice.</source>
        <translation>点击会重新提问并比较；服务器不一定两次给出相同的回答。</translation>
    </message>
    <message>
        <source>Held in memory as %1</source>
        <translation>在内存中以 %1 存放</translation>
    </message>
    <message>
        <source>the first after %1 s</source>
        <translation>首个在 %1 秒后</translation>
    </message>
    <message>
        <source>then %1 tokens/s</source>
        <translation>之后 %1 词元/秒</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>正在加载模型……</translation>
    </message>
    <message>
        <source>Writing: %1 tokens</source>
        <translation>正在书写：%1 个词元</translation>
    </message>
    <message>
        <source>%1 · %2 tokens/s</source>
        <translation>%1 · %2 词元/秒</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>There is no adapter to export.</source>
        <translation>没有可导出的适配器。</translation>
    </message>
    <message>
        <source>at least one</source>
        <translation>至少一个</translation>
    </message>
    <message>
        <source>Only models and adapters are written.</source>
        <translation>只能写入模型和适配器。</translation>
    </message>
    <message>
        <source>There is something at this path already.</source>
        <translation>此路径上已有内容。</translation>
    </message>
    <message>
        <source>Choose another path; nothing is overwritten.</source>
        <translation>请选择其他路径；不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>A field has the wrong type.</source>
        <translation>字段类型错误。</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>一个对象</translation>
    </message>
    <message>
        <source>Here a chat is given as the ids that its template makes of it.</source>
        <translation>这里的对话以其模板生成的词元编号给出。</translation>
    </message>
    <message>
        <source>&quot;ids&quot; or &quot;prompt&quot;</source>
        <translation>&quot;ids&quot; 或 &quot;prompt&quot;</translation>
    </message>
    <message>
        <source>A chat is a list of messages, with no prompt beside it.</source>
        <translation>对话是消息列表，旁边不能再有 prompt。</translation>
    </message>
    <message>
        <source>A request needs either token ids or a prompt.</source>
        <translation>请求需要词元编号或 prompt 之一。</translation>
    </message>
    <message>
        <source>The evaluation has no problems.</source>
        <translation>评测没有题目。</translation>
    </message>
    <message>
        <source>one or more [[bucket]] tables with name and problems</source>
        <translation>一个或多个带 name 和 problems 的 [[bucket]] 表</translation>
    </message>
    <message>
        <source>The job was stopped; what is written stays.</source>
        <translation>作业已停止；已写入的内容保留。</translation>
    </message>
    <message>
        <source>The run names no model.</source>
        <translation>运行没有指定模型。</translation>
    </message>
    <message>
        <source>a table with path</source>
        <translation>带 path 的表</translation>
    </message>
    <message>
        <source>cut off a torn line of</source>
        <translation>截去残缺的一行：</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{0} of {1} problems have no reference that an answer of {2} can be equal to (the first is {3}, reference: {4}). They are asked, but are unscorable: neither right nor wrong, and in no count.</source>
        <translation>{1} 道题目中有 {0} 道没有 {2} 的答案可与之相等的参考答案（第一道是 {3}，参考答案：{4}）。这些题目照常提问，但无法评分：既不算对也不算错，也不计入任何数目。</translation>
    </message>
    <message>
        <source>{0} of {1} completions were cut before they ended. A cut one has no answer: it does not vote, cannot win and is not right. A larger max_new_tokens lets more of them end.</source>
        <translation>{1} 个补全中有 {0} 个在结束前被截断。被截断的没有答案：不投票、不能胜出、也不算对。更大的 max_new_tokens 可让更多补全结束。</translation>
    </message>
    <message>
        <source>There is no such kind of run.</source>
        <translation>没有这种运行。</translation>
    </message>
    <message>
        <source>Mend run.toml, or use the program that wrote it.</source>
        <translation>请修正 run.toml，或使用写入它的程序。</translation>
    </message>
    <message>
        <source>A model needs at least one thread.</source>
        <translation>模型至少需要一个线程。</translation>
    </message>
    <message>
        <source>1 or more</source>
        <translation>1 或更多</translation>
    </message>
    <message>
        <source>The request names no model.</source>
        <translation>请求没有指定模型。</translation>
    </message>
    <message>
        <source>an object with &quot;path&quot;</source>
        <translation>带 &quot;path&quot; 的对象</translation>
    </message>
    <message>
        <source>The model&apos;s folder has no tokenizer.json or tokenizer.model, so that text cannot be read.</source>
        <translation>模型文件夹中没有 tokenizer.json 或 tokenizer.model，因此无法读取文本。</translation>
    </message>
    <message>
        <source>Copy the tokenizer&apos;s files into the folder, or give ids.</source>
        <translation>请将分词器文件复制到该文件夹，或给出 ids。</translation>
    </message>
    <message>
        <source>a remote model has tokens of its own, which nobody here knows</source>
        <translation>远程模型有它自己的词元，这里无从得知</translation>
    </message>
    <message>
        <source>&quot;prompt&quot; or &quot;messages&quot;</source>
        <translation>&quot;prompt&quot; 或 &quot;messages&quot;</translation>
    </message>
    <message>
        <source>a server does not say whether a text has ended or only a step of it</source>
        <translation>服务器不会说明一段文本是已结束，还是仅一步结束</translation>
    </message>
    <message>
        <source>a strategy of whole completions</source>
        <translation>使用完整补全的策略</translation>
    </message>
    <message>
        <source>Search by steps with a model of this machine.</source>
        <translation>请用本机的模型做分步搜索。</translation>
    </message>
    <message>
        <source>the chat API begins every answer itself</source>
        <translation>chat API 的每个回答都由它自己开头</translation>
    </message>
    <message>
        <source>Leave it empty, or set api = &quot;completions&quot; for this endpoint.</source>
        <translation>请留空，或为此端点设置 api = &quot;completions&quot;。</translation>
    </message>
    <message>
        <source>a remote model cannot be told to draw like this</source>
        <translation>无法要求远程模型这样采样</translation>
    </message>
    <message>
        <source>multinomial or greedy</source>
        <translation>multinomial 或 greedy</translation>
    </message>
    <message>
        <source>does not count its tokens</source>
        <translation>不报告词元数</translation>
    </message>
    <message>
        <source>the server ended an answer without saying why</source>
        <translation>服务器结束了回答，却没有说明原因</translation>
    </message>
    <message>
        <source>Asking again in {0} s (try {1}): {2}</source>
        <translation>{0} 秒后重新请求（第 {1} 次）：{2}</translation>
    </message>
    <message>
        <source>The request has a field that this verb does not know.</source>
        <translation>请求中有此动作不认识的字段。</translation>
    </message>
    <message>
        <source>Token ids are missing or malformed.</source>
        <translation>词元编号缺失或格式错误。</translation>
    </message>
    <message>
        <source>an array of whole numbers</source>
        <translation>整数数组</translation>
    </message>
    <message>
        <source>A request needs either token ids or text.</source>
        <translation>请求需要词元编号或文本之一。</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者都有</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>两者都没有</translation>
    </message>
    <message>
        <source>&quot;ids&quot; or &quot;{0}&quot;</source>
        <translation>&quot;ids&quot; 或 &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>A request is a JSON object.</source>
        <translation>请求应为 JSON 对象。</translation>
    </message>
    <message>
        <source>There is no such request.</source>
        <translation>没有这种请求。</translation>
    </message>
    <message>
        <source>A remote model only generates; its weights are not here.</source>
        <translation>远程模型只能生成；它的权重不在这里。</translation>
    </message>
    <message>
        <source>Unknown positions.</source>
        <translation>未知的 positions。</translation>
    </message>
    <message>
        <source>all or last</source>
        <translation>all 或 last</translation>
    </message>
    <message>
        <source>Nobody reads the answers any more.</source>
        <translation>已没有人读取回答。</translation>
    </message>
    <message>
        <source>The temperature must be above 0.</source>
        <translation>温度必须大于 0。</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>大于 0 的数</translation>
    </message>
    <message>
        <source>The log-probabilities of greedy decoding are those of the model itself: leave it out, or give 1.</source>
        <translation>贪心解码的对数概率就是模型本身的：请省略它，或给 1。</translation>
    </message>
    <message>
        <source>{0} at byte {1}</source>
        <translation>{0} 第 {1} 字节处</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}; found {1}</source>
        <translation>{0}；实际为：{1}</translation>
    </message>
    <message>
        <source>{0}; expected {1}</source>
        <translation>{0}；应为：{1}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>look at</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a device or pipe</source>
        <translation>设备或管道</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>cannot {0}: {1}</source>
        <translation>无法{0}：{1}</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>没有此文件或文件夹</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Give yourself the right to it, or choose another place.</source>
        <translation>请为自己授予权限，或选择其他位置。</translation>
    </message>
    <message>
        <source>{0} bytes free</source>
        <translation>可用 {0} 字节</translation>
    </message>
    <message>
        <source>Free some space and try again; what was saved before is untouched.</source>
        <translation>请释放一些空间后重试；先前保存的内容未受影响。</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>a part behind the end of the file was asked for</source>
        <translation>请求的部分超出文件末尾</translation>
    </message>
    <message>
        <source>the file was changed while it was read</source>
        <translation>文件在读取过程中被修改</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>{0} bytes, as at the beginning</source>
        <translation>{0} 字节，与开始时相同</translation>
    </message>
    <message>
        <source>Wait until nobody writes to it and try again.</source>
        <translation>请等到没有程序写入它时再试。</translation>
    </message>
    <message>
        <source>the file is larger than this reader takes</source>
        <translation>文件超过此读取器的上限</translation>
    </message>
    <message>
        <source>at most {0} bytes</source>
        <translation>最多 {0} 字节</translation>
    </message>
    <message>
        <source>create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>set the mode of</source>
        <translation>设置权限：</translation>
    </message>
    <message>
        <source>flush</source>
        <translation>刷写</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>rename to</source>
        <translation>重命名为</translation>
    </message>
    <message>
        <source>create the folder</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>flush the folder</source>
        <translation>刷写文件夹</translation>
    </message>
    <message>
        <source>Stopped on request</source>
        <translation>已按要求停止</translation>
    </message>
    <message>
        <source>NaN and Infinity are not JSON numbers</source>
        <translation>NaN 和 Infinity 不是 JSON 数</translation>
    </message>
    <message>
        <source>JSON has no comments</source>
        <translation>JSON 没有注释</translation>
    </message>
    <message>
        <source>JSON texts stand in double quotes</source>
        <translation>JSON 文本应在双引号中</translation>
    </message>
    <message>
        <source>JSON allows no comma before a closing bracket</source>
        <translation>JSON 不允许右括号前有逗号</translation>
    </message>
    <message>
        <source>the number {0} does not fit a double</source>
        <translation>数 {0} 超出 double 的范围</translation>
    </message>
    <message>
        <source>the key &quot;{0}&quot; stands twice in one object</source>
        <translation>键 &quot;{0}&quot; 在一个对象中出现两次</translation>
    </message>
    <message>
        <source>an object of more than {0} members</source>
        <translation>超过 {0} 个成员的对象</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>nested deeper than {0} levels</source>
        <translation>嵌套超过 {0} 层</translation>
    </message>
    <message>
        <source>wrong type</source>
        <translation>类型错误</translation>
    </message>
    <message>
        <source>a needed field is missing</source>
        <translation>缺少必需的字段</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>an integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a key has too many parts</source>
        <translation>键的段数过多</translation>
    </message>
    <message>
        <source>at most {0} parts with dots between them</source>
        <translation>最多 {0} 段，以点分隔</translation>
    </message>
    <message>
        <source>a key holds quotes, backslashes or control characters</source>
        <translation>键中含有引号、反斜杠或控制字符</translation>
    </message>
    <message>
        <source>letters, digits, spaces and other marks</source>
        <translation>字母、数字、空格和其他符号</translation>
    </message>
    <message>
        <source>tables lie within tables without end</source>
        <translation>表的嵌套没有尽头</translation>
    </message>
    <message>
        <source>at most {0} within each other</source>
        <translation>最多嵌套 {0} 层</translation>
    </message>
    <message>
        <source>TOML 1.0</source>
        <translation>TOML 1.0</translation>
    </message>
    <message>
        <source>a divisor of {0}, which is too large a number</source>
        <translation>{0} 的约数，而该积过大</translation>
    </message>
    <message>
        <source>a divisor of {0} = {1}</source>
        <translation>{0} = {1} 的约数</translation>
    </message>
    <message>
        <source>{0}, as many as {1}, or none</source>
        <translation>{0}，与 {1} 一样多，或没有</translation>
    </message>
    <message>
        <source>less than {0} = {1}</source>
        <translation>小于 {0} = {1}</translation>
    </message>
    <message>
        <source>above 0</source>
        <translation>大于 0</translation>
    </message>
    <message>
        <source>a rule of unknown kind in the catalogue</source>
        <translation>目录中有未知种类的规则</translation>
    </message>
    <message>
        <source>the catalogue does not describe this as it should</source>
        <translation>目录对此的描述不符合要求</translation>
    </message>
    <message>
        <source>Write it again with the worker of this build: lapidary-worker catalogue --out FILE</source>
        <translation>请用此版本的工作进程重新写入：lapidary-worker catalogue --out FILE</translation>
    </message>
    <message>
        <source>one of{0}</source>
        <translation>其一：{0}</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>the name of a method</source>
        <translation>方法的名称</translation>
    </message>
    <message>
        <source>a whole number from 1</source>
        <translation>不小于 1 的整数</translation>
    </message>
    <message>
        <source>there is no such kind of thing</source>
        <translation>没有这种东西</translation>
    </message>
    <message>
        <source>the form that this build writes</source>
        <translation>此版本写入的格式</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>text list</source>
        <translation>文本列表</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>{0}: {1} and nothing else</source>
        <translation>{0}：只能是 {1}</translation>
    </message>
    <message>
        <source>{0} above {1}</source>
        <translation>{0}，大于 {1}</translation>
    </message>
    <message>
        <source>{0} of at least {1}</source>
        <translation>{0}，不小于 {1}</translation>
    </message>
    <message>
        <source>{0} and at most {1}</source>
        <translation>{0}，不大于 {1}</translation>
    </message>
    <message>
        <source>{0} of at most {1}</source>
        <translation>{0}，不大于 {1}</translation>
    </message>
    <message>
        <source>unknown setting</source>
        <translation>未知设置</translation>
    </message>
    <message>
        <source>value not allowed</source>
        <translation>不允许的值</translation>
    </message>
    <message>
        <source>a field of unknown type in the catalogue</source>
        <translation>目录中有未知类型的字段</translation>
    </message>
    <message>
        <source>{0} problems in the configuration</source>
        <translation>配置中有 {0} 个问题</translation>
    </message>
    <message>
        <source>
  {0}</source>
        <translation>
  {0}</translation>
    </message>
    <message>
        <source>{% generation %} … {% endgeneration %} around each of the assistant&apos;s messages</source>
        <translation>每条助手消息前后都有 {% generation %} … {% endgeneration %}</translation>
    </message>
    <message>
        <source>{0} places for {1} messages</source>
        <translation>{1} 条消息有 {0} 处标记</translation>
    </message>
    <message>
        <source>one adapter, each of its tensors once</source>
        <translation>一个适配器，其张量各一次</translation>
    </message>
    <message>
        <source>Save the adapter that is meant by itself: save_pretrained() of the PEFT model.</source>
        <translation>请单独保存所需的适配器：PEFT 模型的 save_pretrained()。</translation>
    </message>
    <message>
        <source>the adapter holds a tensor twice</source>
        <translation>适配器中同一张量出现两次</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} 和 {1}</translation>
    </message>
    <message>
        <source>the file holds several adapters</source>
        <translation>文件中有多个适配器</translation>
    </message>
    <message>
        <source>a quote is opened and never closed</source>
        <translation>引号打开后没有关闭</translation>
    </message>
    <message>
        <source>the end of the file, in line {0}</source>
        <translation>文件末尾，第 {0} 行</translation>
    </message>
    <message>
        <source>a closing quote</source>
        <translation>右引号</translation>
    </message>
    <message>
        <source>Close the quote in line {0}, or double it where it is part of the text.</source>
        <translation>请关闭第 {0} 行的引号；若它属于文本，请写两遍。</translation>
    </message>
    <message>
        <source>the file holds no header</source>
        <translation>文件没有表头</translation>
    </message>
    <message>
        <source>a first line with the names of the columns</source>
        <translation>第一行为列名</translation>
    </message>
    <message>
        <source>a carriage return without a line feed</source>
        <translation>有回车而没有换行</translation>
    </message>
    <message>
        <source>\n or \r\n at the end of a row, or quotes around the field</source>
        <translation>行尾为 \n 或 \r\n，或字段带引号</translation>
    </message>
    <message>
        <source>a quote inside a field that is not quoted</source>
        <translation>没有加引号的字段中有引号</translation>
    </message>
    <message>
        <source>field {0}</source>
        <translation>字段 {0}</translation>
    </message>
    <message>
        <source>quotes around the whole field, and the inner one doubled</source>
        <translation>整个字段加引号，其中的引号写两遍</translation>
    </message>
    <message>
        <source>something stands behind a closing quote</source>
        <translation>右引号后还有内容</translation>
    </message>
    <message>
        <source>a separator or the end of the row</source>
        <translation>分隔符或行尾</translation>
    </message>
    <message>
        <source>the row is longer than a row may be</source>
        <translation>行超过长度上限</translation>
    </message>
    <message>
        <source>more than {0} bytes</source>
        <translation>超过 {0} 字节</translation>
    </message>
    <message>
        <source>Check that every quote is closed.</source>
        <translation>请检查每个引号是否都已关闭。</translation>
    </message>
    <message>
        <source>a field is longer than a field may be</source>
        <translation>字段超过长度上限</translation>
    </message>
    <message>
        <source>the row has too many fields</source>
        <translation>行中字段过多</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>超过 {0}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>最多 {0}</translation>
    </message>
    <message>
        <source>the row is not UTF-8</source>
        <translation>行不是 UTF-8</translation>
    </message>
    <message>
        <source>Convert the file to UTF-8.</source>
        <translation>请将文件转换为 UTF-8。</translation>
    </message>
    <message>
        <source>a NUL byte in the row</source>
        <translation>行中有 NUL 字节</translation>
    </message>
    <message>
        <source>the row has another number of fields than the header</source>
        <translation>行的字段数与表头不同</translation>
    </message>
    <message>
        <source>Check separators and quotes of this line.</source>
        <translation>请检查此行的分隔符和引号。</translation>
    </message>
    <message>
        <source>two columns have the same name</source>
        <translation>两列同名</translation>
    </message>
    <message>
        <source>different names</source>
        <translation>不同的名称</translation>
    </message>
    <message>
        <source>Rename one of them in the first line.</source>
        <translation>请在第一行中重命名其中一列。</translation>
    </message>
    <message>
        <source>this is {0}</source>
        <translation>这是{0}</translation>
    </message>
    <message>
        <source>comma- or tab-separated values in UTF-8</source>
        <translation>UTF-8 编码的逗号或制表符分隔值</translation>
    </message>
    <message>
        <source>Unpack, convert or fetch it first.</source>
        <translation>请先解压、转换或重新获取。</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation> gzip 压缩包</translation>
    </message>
    <message>
        <source>a zip archive</source>
        <translation> zip 压缩包</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation> Parquet 文件</translation>
    </message>
    <message>
        <source>a zstd archive</source>
        <translation> zstd 压缩包</translation>
    </message>
    <message>
        <source>UTF-16 text</source>
        <translation> UTF-16 文本</translation>
    </message>
    <message>
        <source>a Git LFS pointer, not the data</source>
        <translation> Git LFS 指针，而非数据</translation>
    </message>
    <message>
        <source>an HTML page, probably a failed download</source>
        <translation> HTML 页面，可能是下载失败</translation>
    </message>
    <message>
        <source>an old Office file</source>
        <translation>旧版 Office 文件</translation>
    </message>
    <message>
        <source>one JSON object over many lines</source>
        <translation>跨多行的单个 JSON 对象</translation>
    </message>
    <message>
        <source>one JSON array</source>
        <translation>单个 JSON 数组</translation>
    </message>
    <message>
        <source>a text that begins with {0}</source>
        <translation>以 {0} 开头的文本</translation>
    </message>
    <message>
        <source>this is no JSON array</source>
        <translation>这不是 JSON 数组</translation>
    </message>
    <message>
        <source>[ … ], with one object a row, in UTF-8</source>
        <translation>[ … ]，每行一个对象，UTF-8 编码</translation>
    </message>
    <message>
        <source>the file ends inside the array</source>
        <translation>文件在数组中途结束</translation>
    </message>
    <message>
        <source>The file was probably cut while it was written or copied.</source>
        <translation>文件可能在写入或复制时被截断。</translation>
    </message>
    <message>
        <source>something stands behind the array: it is not read</source>
        <translation>数组之后还有内容：不予读取</translation>
    </message>
    <message>
        <source>the end of the file</source>
        <translation>文件末尾</translation>
    </message>
    <message>
        <source>an element is missing behind a comma</source>
        <translation>逗号后缺少元素</translation>
    </message>
    <message>
        <source>an element</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>an element is missing before a comma</source>
        <translation>逗号前缺少元素</translation>
    </message>
    <message>
        <source>a comma is missing between two elements</source>
        <translation>两个元素之间缺少逗号</translation>
    </message>
    <message>
        <source>a comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>the brackets are deeper than anybody reads</source>
        <translation>括号嵌套过深</translation>
    </message>
    <message>
        <source>a bracket closes another one than was opened</source>
        <translation>右括号与打开的括号不匹配</translation>
    </message>
    <message>
        <source>{0}: the rest of the file is not read</source>
        <translation>{0}：文件其余部分不予读取</translation>
    </message>
    <message>
        <source>the element that begins in line {0}</source>
        <translation>从第 {0} 行开始的元素</translation>
    </message>
    <message>
        <source>Mend the brackets and quotes of this element.</source>
        <translation>请修正此元素的括号和引号。</translation>
    </message>
    <message>
        <source>the element is longer than a row may be</source>
        <translation>元素超过行的长度上限</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>byte {0}</source>
        <translation>字节 {0}</translation>
    </message>
    <message>
        <source>the row is not an object</source>
        <translation>行不是对象</translation>
    </message>
    <message>
        <source>a text with \u0000 inside</source>
        <translation>文本中含有 \u0000</translation>
    </message>
    <message>
        <source>text without NUL</source>
        <translation>不含 NUL 的文本</translation>
    </message>
    <message>
        <source>a field is missing</source>
        <translation>缺少字段</translation>
    </message>
    <message>
        <source>a field is of the wrong type</source>
        <translation>字段类型错误</translation>
    </message>
    <message>
        <source>the line is longer than a row may be</source>
        <translation>此行超过长度上限</translation>
    </message>
    <message>
        <source>Check that every row ends with a line feed.</source>
        <translation>请检查每一行是否都以换行结束。</translation>
    </message>
    <message>
        <source>the last row is not complete: the file ends inside it</source>
        <translation>最后一行不完整：文件在行中结束</translation>
    </message>
    <message>
        <source>a JSONL file: one JSON object per line, in UTF-8</source>
        <translation>JSONL 文件：每行一个 JSON 对象，UTF-8 编码</translation>
    </message>
    <message>
        <source>this is {0}, not one object a line</source>
        <translation>这是{0}，而不是每行一个对象</translation>
    </message>
    <message>
        <source>Write each row on a line of its own; for an array, jq does so: jq -c &apos;.[]&apos; FILE &gt; rows.jsonl</source>
        <translation>请将每一行数据写成单独一行；对数组可用 jq：jq -c &apos;.[]&apos; FILE &gt; rows.jsonl</translation>
    </message>
    <message>
        <source>The checkpoint ends too early</source>
        <translation>检查点过早结束</translation>
    </message>
    <message>
        <source>There are bytes behind the last weight</source>
        <translation>最后一个权重之后还有字节</translation>
    </message>
    <message>
        <source>{0} bytes, as the header says</source>
        <translation>{0} 字节，如文件头所述</translation>
    </message>
    <message>
        <source>Get the file again; only version 0 of the format is read.</source>
        <translation>请重新获取文件；只读取该格式的版本 0。</translation>
    </message>
    <message>
        <source>A number of the header makes no model</source>
        <translation>文件头中的某个数无法构成模型</translation>
    </message>
    <message>
        <source>1 to {0}</source>
        <translation>1 到 {0}</translation>
    </message>
    <message>
        <source>Is this a checkpoint of llama2.c?</source>
        <translation>这是 llama2.c 的检查点吗？</translation>
    </message>
    <message>
        <source>This is a newer version of the format</source>
        <translation>这是该格式的较新版本</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>version 0, without a magic number</source>
        <translation>版本 0，没有魔数</translation>
    </message>
    <message>
        <source>Export it with llama2.c&apos;s export.py --version 0.</source>
        <translation>请用 llama2.c 的 export.py --version 0 导出。</translation>
    </message>
    <message>
        <source>The numbers of heads do not fit</source>
        <translation>头数不匹配</translation>
    </message>
    <message>
        <source>{0} heads, {1} of keys, dim {2}</source>
        <translation>{0} 个头，{1} 个键头，dim {2}</translation>
    </message>
    <message>
        <source>heads that divide dim into even parts, and are a multiple of n_kv_heads</source>
        <translation>头数能将 dim 分成偶数份，且为 n_kv_heads 的倍数</translation>
    </message>
    <message>
        <source>The folder for the model is not empty</source>
        <translation>模型文件夹不为空</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请指定新文件夹。</translation>
    </message>
    <message>
        <source>The tokenizer ends too early</source>
        <translation>分词器过早结束</translation>
    </message>
    <message>
        <source>{0} pieces</source>
        <translation>{0} 个片段</translation>
    </message>
    <message>
        <source>{0} pieces, as the model has</source>
        <translation>{0} 个片段，与模型相同</translation>
    </message>
    <message>
        <source>The length of a piece does not fit the file</source>
        <translation>片段长度与文件不符</translation>
    </message>
    <message>
        <source>0 to {0}</source>
        <translation>0 到 {0}</translation>
    </message>
    <message>
        <source>A piece is empty, is not UTF-8, or has no score</source>
        <translation>片段为空、不是 UTF-8 或没有分数</translation>
    </message>
    <message>
        <source>piece {0}</source>
        <translation>片段 {0}</translation>
    </message>
    <message>
        <source>There are bytes behind the last piece</source>
        <translation>最后一个片段之后还有字节</translation>
    </message>
    <message>
        <source>The vocabulary has no room for the special tokens and the bytes</source>
        <translation>词表容纳不下特殊词元和字节</translation>
    </message>
    <message>
        <source>259 or more</source>
        <translation>259 或更多</translation>
    </message>
    <message>
        <source>A piece stands twice in the tokenizer</source>
        <translation>同一片段在分词器中出现两次</translation>
    </message>
    <message>
        <source>each piece once</source>
        <translation>每个片段一次</translation>
    </message>
    <message>
        <source>this model needs its own Python code, which Lapidary never runs</source>
        <translation>此模型需要自带的 Python 代码，而 Lapidary 从不运行它</translation>
    </message>
    <message>
        <source>no auto_map</source>
        <translation>没有 auto_map</translation>
    </message>
    <message>
        <source>Use a checkpoint of one of the built-in architectures. If the weights are in fact of one, save them anew with its own class of transformers.</source>
        <translation>请使用内置架构之一的检查点。如果权重其实属于其中之一，请用 transformers 中相应的类重新保存。</translation>
    </message>
    <message>
        <source>the weights of this checkpoint are quantised, and packed weights are not read</source>
        <translation>此检查点的权重已量化，不读取打包的权重</translation>
    </message>
    <message>
        <source>more tensors than any model has</source>
        <translation>张量数超过任何模型</translation>
    </message>
    <message>
        <source>the header is not a JSON object</source>
        <translation>文件头不是 JSON 对象</translation>
    </message>
    <message>
        <source>a Git LFS pointer, not the model</source>
        <translation> Git LFS 指针，而非模型</translation>
    </message>
    <message>
        <source>a zip archive, probably a PyTorch checkpoint</source>
        <translation> zip 压缩包，可能是 PyTorch 检查点</translation>
    </message>
    <message>
        <source>a Python pickle</source>
        <translation> Python pickle</translation>
    </message>
    <message>
        <source>a GGUF file</source>
        <translation> GGUF 文件</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation> NumPy 数组</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>Fetch the real file with git lfs pull.</source>
        <translation>请用 git lfs pull 获取真正的文件。</translation>
    </message>
    <message>
        <source>Convert the model to safetensors where it came from.</source>
        <translation>请在来源处将模型转换为 safetensors。</translation>
    </message>
    <message>
        <source>too short for a header</source>
        <translation>过短，容不下文件头</translation>
    </message>
    <message>
        <source>at least 8</source>
        <translation>至少 8</translation>
    </message>
    <message>
        <source>the header claims to be too large</source>
        <translation>文件头声称的大小过大</translation>
    </message>
    <message>
        <source>at most 100000000</source>
        <translation>最多 100000000</translation>
    </message>
    <message>
        <source>the header reaches past the end of the file</source>
        <translation>文件头超出文件末尾</translation>
    </message>
    <message>
        <source>{0} are there</source>
        <translation>有 {0}</translation>
    </message>
    <message>
        <source>the header does not begin with {</source>
        <translation>文件头不以 { 开头</translation>
    </message>
    <message>
        <source>the header is not UTF-8</source>
        <translation>文件头不是 UTF-8</translation>
    </message>
    <message>
        <source>a NUL byte in the header</source>
        <translation>文件头中有 NUL 字节</translation>
    </message>
    <message>
        <source>something other than spaces follows the header&apos;s object</source>
        <translation>文件头的对象之后有空格以外的内容</translation>
    </message>
    <message>
        <source>__metadata__ is not an object of texts</source>
        <translation>__metadata__ 不是由文本组成的对象</translation>
    </message>
    <message>
        <source>a metadata value is not a text</source>
        <translation>元数据的值不是文本</translation>
    </message>
    <message>
        <source>string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>a tensor&apos;s name is longer than 4096 bytes</source>
        <translation>张量名称超过 4096 字节</translation>
    </message>
    <message>
        <source>a tensor&apos;s entry is not an object</source>
        <translation>张量条目不是对象</translation>
    </message>
    <message>
        <source>a number format that is not supported</source>
        <translation>不支持的数值格式</translation>
    </message>
    <message>
        <source>the shape is not a list of at most 8 sizes</source>
        <translation>形状不是最多 8 个大小的列表</translation>
    </message>
    <message>
        <source>{0} dimensions</source>
        <translation>{0} 维</translation>
    </message>
    <message>
        <source>a size that is not a whole number</source>
        <translation>大小不是整数</translation>
    </message>
    <message>
        <source>size overflow: the shape&apos;s product does not fit 64 bits</source>
        <translation>大小溢出：形状的乘积超出 64 位</translation>
    </message>
    <message>
        <source>data_offsets are not two whole numbers</source>
        <translation>data_offsets 不是两个整数</translation>
    </message>
    <message>
        <source>data_offsets are reversed or reach past the end of the file</source>
        <translation>data_offsets 颠倒或超出文件末尾</translation>
    </message>
    <message>
        <source>within {0} bytes</source>
        <translation>在 {0} 字节以内</translation>
    </message>
    <message>
        <source>the data is not as large as shape and dtype say</source>
        <translation>数据大小与形状和 dtype 不符</translation>
    </message>
    <message>
        <source>two tensors share bytes</source>
        <translation>两个张量共用字节</translation>
    </message>
    <message>
        <source>bytes that belong to no tensor</source>
        <translation>有不属于任何张量的字节</translation>
    </message>
    <message>
        <source>begins at byte {0}</source>
        <translation>从第 {0} 字节开始</translation>
    </message>
    <message>
        <source>bytes behind the last tensor</source>
        <translation>最后一个张量之后还有字节</translation>
    </message>
    <message>
        <source>two tensors have the same name</source>
        <translation>两个张量同名</translation>
    </message>
    <message>
        <source>the list of tensors is missing</source>
        <translation>缺少张量列表</translation>
    </message>
    <message>
        <source>a shard must be a plain file name in the model&apos;s folder</source>
        <translation>分片必须是模型文件夹中的普通文件名</translation>
    </message>
    <message>
        <source>the index names a shard that is missing</source>
        <translation>索引中的分片不存在</translation>
    </message>
    <message>
        <source>a shard is not a file</source>
        <translation>分片不是文件</translation>
    </message>
    <message>
        <source>the same tensor stands in two shards</source>
        <translation>同一张量出现在两个分片中</translation>
    </message>
    <message>
        <source>one of them</source>
        <translation>其中之一</translation>
    </message>
    <message>
        <source>a shard lacks a tensor that the index promises</source>
        <translation>分片缺少索引所承诺的张量</translation>
    </message>
    <message>
        <source>it in no shard; there is {0}</source>
        <translation>任何分片中都没有；有 {0}</translation>
    </message>
    <message>
        <source>it in {0}</source>
        <translation>在 {0} 中</translation>
    </message>
    <message>
        <source>The index belongs to other shards. Fetch it anew together with them, or save the checkpoint again.</source>
        <translation>索引属于其他分片。请将其与分片一起重新获取，或重新保存检查点。</translation>
    </message>
    <message>
        <source>the weights are a Python pickle, which can run code and is never read</source>
        <translation>权重为 Python pickle，可能运行代码，从不读取</translation>
    </message>
    <message>
        <source>Convert the checkpoint to safetensors where it came from.</source>
        <translation>请在来源处将检查点转换为 safetensors。</translation>
    </message>
    <message>
        <source>1 tensor is read under plain names, without what wrappers add: {0} as {1}.</source>
        <translation>有 1 个张量以去掉包装的普通名称读取：{0} 读作 {1}。</translation>
    </message>
    <message>
        <source>{0} tensors are read under plain names, without what wrappers add: {1} as {2}, and so on.</source>
        <translation>有 {0} 个张量以去掉包装的普通名称读取：{1} 读作 {2}，等等。</translation>
    </message>
    <message>
        <source>the checkpoint holds an adapter that was not merged, and without it the weights are not those that were trained</source>
        <translation>检查点中有未合并的适配器，没有它，权重就不是训练所得的权重</translation>
    </message>
    <message>
        <source>merged weights alone</source>
        <translation>仅合并后的权重</translation>
    </message>
    <message>
        <source>Merge it with merge_and_unload() of PEFT and save that, or save the adapter by itself and load it on its base.</source>
        <translation>请用 PEFT 的 merge_and_unload() 合并后保存，或单独保存适配器并加载到其基座上。</translation>
    </message>
    <message>
        <source>{0} others</source>
        <translation>另外 {0} 个</translation>
    </message>
    <message>
        <source>{0} for {1}</source>
        <translation>{0} 对应 {1}</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>nothing of such a name, but {0}</source>
        <translation>没有这样的名称，但有 {0}</translation>
    </message>
    <message>
        <source>no tensor</source>
        <translation>没有张量</translation>
    </message>
    <message>
        <source>{0} ({1} tensors in all)</source>
        <translation>{0}（共 {1} 个张量）</translation>
    </message>
    <message>
        <source>The file holds more than one tensor that may be meant. Save the model that is meant by itself.</source>
        <translation>文件中可能的张量不止一个。请单独保存所需的模型。</translation>
    </message>
    <message>
        <source>The file&apos;s names begin with &quot;{0}&quot; where &quot;{1}&quot; is sought. Save the inner model instead of what was wrapped around it, or rename the tensors.</source>
        <translation>文件中的名称以“{0}”开头，而所需的是“{1}”。请保存内层模型而不是包装，或重命名张量。</translation>
    </message>
    <message>
        <source>nothing could be learnt from an empty text</source>
        <translation>空文本中学不到任何东西</translation>
    </message>
    <message>
        <source>the answer ends in no number</source>
        <translation>答案不以数字结尾</translation>
    </message>
    <message>
        <source>&quot;#### 18&quot; at the end</source>
        <translation>以 &quot;#### 18&quot; 结尾</translation>
    </message>
    <message>
        <source>no fields</source>
        <translation>没有字段</translation>
    </message>
    <message>
        <source>the fields {0}</source>
        <translation>字段 {0}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>; or </source>
        <translation>；或 </translation>
    </message>
    <message>
        <source>the row has nothing that is read here</source>
        <translation>行中没有这里能读取的内容</translation>
    </message>
    <message>
        <source>no layout has words for this row</source>
        <translation>没有布局能表示此行</translation>
    </message>
    <message>
        <source>plain texts, or messages of speakers that are known</source>
        <translation>纯文本，或已知发言者的消息</translation>
    </message>
    <message>
        <source>true, false, a number from 0 to 1, or null</source>
        <translation>true、false、0 到 1 的数或 null</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>文本列表</translation>
    </message>
    <message>
        <source>a list of labels</source>
        <translation>标签列表</translation>
    </message>
    <message>
        <source>there are not as many labels as steps</source>
        <translation>标签数与步骤数不同</translation>
    </message>
    <message>
        <source>not as long as the ids</source>
        <translation>长度与词元编号不同</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} 个数</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>不是整数</translation>
    </message>
    <message>
        <source>a list of token ids is missing</source>
        <translation>缺少词元编号列表</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数列表</translation>
    </message>
    <message>
        <source>not a token id</source>
        <translation>不是词元编号</translation>
    </message>
    <message>
        <source>a whole number from 0</source>
        <translation>不小于 0 的整数</translation>
    </message>
    <message>
        <source>a label is another token than the one in its place</source>
        <translation>标签与其位置上的词元不同</translation>
    </message>
    <message>
        <source>{0} or -100</source>
        <translation>{0} 或 -100</translation>
    </message>
    <message>
        <source>nobody knows who speaks here</source>
        <translation>不知道此处是谁在发言</translation>
    </message>
    <message>
        <source>a message says nothing and calls no tool</source>
        <translation>消息既没有内容，也没有调用工具</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>a list of messages</source>
        <translation>消息列表</translation>
    </message>
    <message>
        <source>a list, or its JSON in a text</source>
        <translation>列表，或其 JSON 文本</translation>
    </message>
    <message>
        <source>a list of tools</source>
        <translation>工具列表</translation>
    </message>
    <message>
        <source>the conversation has no messages</source>
        <translation>对话中没有消息</translation>
    </message>
    <message>
        <source>a question and an answer</source>
        <translation>一个问题和一个回答</translation>
    </message>
    <message>
        <source>nobody answers in this conversation: there is nothing to learn</source>
        <translation>此对话中没有人回答：没有可学的内容</translation>
    </message>
    <message>
        <source>{0} messages, the last by {1}</source>
        <translation>{0} 条消息，最后一条来自 {1}</translation>
    </message>
    <message>
        <source>at least one message of the assistant</source>
        <translation>至少一条助手消息</translation>
    </message>
    <message>
        <source>chosen and rejected are the same text</source>
        <translation>chosen 和 rejected 是同一文本</translation>
    </message>
    <message>
        <source>two different answers</source>
        <translation>两个不同的回答</translation>
    </message>
    <message>
        <source>the file was changed since it was opened</source>
        <translation>文件在打开后被修改</translation>
    </message>
    <message>
        <source>Open the data set again.</source>
        <translation>请重新打开数据集。</translation>
    </message>
    <message>
        <source>this is no state of such an order of rows</source>
        <translation>这不是此种行顺序的状态</translation>
    </message>
    <message>
        <source>rng, ended, and as many sources as there are</source>
        <translation>rng、ended，以及与来源数相同的 sources</translation>
    </message>
    <message>
        <source>no rows can be added to this set</source>
        <translation>无法向此数据集添加行</translation>
    </message>
    <message>
        <source>{0} rows for set {1}</source>
        <translation>数据集 {1} 的 {0} 行</translation>
    </message>
    <message>
        <source>The largest value lies below the smallest.</source>
        <translation>最大值小于最小值。</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>至少 {0}</translation>
    </message>
    <message>
        <source>There are not so many distinct problems of this kind.</source>
        <translation>没有这么多互不相同的此类题目。</translation>
    </message>
    <message>
        <source>about {0} or fewer</source>
        <translation>约 {0} 或更少</translation>
    </message>
    <message>
        <source>Ask for fewer, or for longer chains.</source>
        <translation>请减少数量，或使用更长的链。</translation>
    </message>
    <message>
        <source>The answer ends in no number.</source>
        <translation>答案不以数字结尾。</translation>
    </message>
    <message>
        <source>This task is read from a file.</source>
        <translation>此任务从文件读取。</translation>
    </message>
    <message>
        <source>a JSONL file with &quot;question&quot; and &quot;answer&quot;</source>
        <translation>带 &quot;question&quot; 和 &quot;answer&quot; 的 JSONL 文件</translation>
    </message>
    <message>
        <source>Name it: file = &quot;test.jsonl&quot;, or --set file=test.jsonl.</source>
        <translation>请指定：file = &quot;test.jsonl&quot;，或 --set file=test.jsonl。</translation>
    </message>
    <message>
        <source>The file holds fewer problems.</source>
        <translation>文件中的题目没有这么多。</translation>
    </message>
    <message>
        <source>{0} or fewer</source>
        <translation>{0} 或更少</translation>
    </message>
    <message>
        <source>There is no such task.</source>
        <translation>没有此任务。</translation>
    </message>
    <message>
        <source>Name one of these.</source>
        <translation>请指定其中之一。</translation>
    </message>
    <message>
        <source>There is no such rule.</source>
        <translation>没有此规则。</translation>
    </message>
    <message>
        <source>A token id is not in the model&apos;s vocabulary.</source>
        <translation>词元编号不在模型词表中。</translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model.</source>
        <translation>请使用属于该模型的分词器。</translation>
    </message>
    <message>
        <source>A prompt has no token to start from.</source>
        <translation>提示没有可作为开头的词元。</translation>
    </message>
    <message>
        <source>Give a text, or use a tokenizer that adds a start token.</source>
        <translation>请给出文本，或使用会添加起始词元的分词器。</translation>
    </message>
    <message>
        <source>A sequence does not fit the model&apos;s positions.</source>
        <translation>序列超出模型的位置数。</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
    <message>
        <source>Shorten it or use a model with more positions.</source>
        <translation>请缩短它，或使用位置更多的模型。</translation>
    </message>
    <message>
        <source>two samples would be drawn from one stream of random numbers</source>
        <translation>两个样本会取自同一随机数流</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>没有名称</translation>
    </message>
    <message>
        <source>{0}, sample {1}</source>
        <translation>{0}，样本 {1}</translation>
    </message>
    <message>
        <source>a name of its own for every prompt</source>
        <translation>每个提示各有自己的名称</translation>
    </message>
    <message>
        <source>this adapter needs something that is not supported</source>
        <translation>此适配器需要不受支持的功能</translation>
    </message>
    <message>
        <source>a field of the adapter has no sensible value</source>
        <translation>适配器的字段没有合理的值</translation>
    </message>
    <message>
        <source>a whole number from 1 to {0}</source>
        <translation>1 到 {0} 的整数</translation>
    </message>
    <message>
        <source>a list of module names</source>
        <translation>模块名称列表</translation>
    </message>
    <message>
        <source>a list of module names, or an expression: {0}</source>
        <translation>模块名称列表，或表达式：{0}</translation>
    </message>
    <message>
        <source>an object of module names and numbers</source>
        <translation>由模块名称和数组成的对象</translation>
    </message>
    <message>
        <source>a whole number of at least 1</source>
        <translation>不小于 1 的整数</translation>
    </message>
    <message>
        <source>a positive number</source>
        <translation>正数</translation>
    </message>
    <message>
        <source>names or expressions: {0}</source>
        <translation>名称或表达式：{0}</translation>
    </message>
    <message>
        <source>false</source>
        <translation>false</translation>
    </message>
    <message>
        <source>an adapter that was converted to plain LoRA: this kind also changes the base&apos;s weights</source>
        <translation>已转换为普通 LoRA 的适配器：此种还会改动基座的权重</translation>
    </message>
    <message>
        <source>true, false or a name</source>
        <translation>true、false 或名称</translation>
    </message>
    <message>
        <source>at least one module</source>
        <translation>至少一个模块</translation>
    </message>
    <message>
        <source>null, because target_modules is one text and not a list</source>
        <translation>null，因为 target_modules 是单个文本而不是列表</translation>
    </message>
    <message>
        <source>layers_to_transform beside it</source>
        <translation>旁边有 layers_to_transform</translation>
    </message>
    <message>
        <source>layer numbers</source>
        <translation>层号</translation>
    </message>
    <message>
        <source>a number from 0 to 1</source>
        <translation>0 到 1 的数</translation>
    </message>
    <message>
        <source>false, because use_dora is true</source>
        <translation>false，因为 use_dora 为 true</translation>
    </message>
    <message>
        <source>none, all or lora_only</source>
        <translation>none、all 或 lora_only</translation>
    </message>
    <message>
        <source>1: a model with a decoder alone</source>
        <translation>1：仅有解码器的模型</translation>
    </message>
    <message>
        <source>adapter_config.json holds no object</source>
        <translation>adapter_config.json 不是对象</translation>
    </message>
    <message>
        <source>LORA, PROMPT_TUNING, P_TUNING or PREFIX_TUNING</source>
        <translation>LORA、PROMPT_TUNING、P_TUNING 或 PREFIX_TUNING</translation>
    </message>
    <message>
        <source>an embedding has no bias to train</source>
        <translation>嵌入没有可训练的偏置</translation>
    </message>
    <message>
        <source>lora_bias true</source>
        <translation>lora_bias 为 true</translation>
    </message>
    <message>
        <source>false, as in PEFT</source>
        <translation>false，与 PEFT 相同</translation>
    </message>
    <message>
        <source>the adapter&apos;s weights are a Python pickle, which can run code and is never read</source>
        <translation>适配器的权重为 Python pickle，可能运行代码，从不读取</translation>
    </message>
    <message>
        <source>Save the adapter anew with PEFT, which writes safetensors.</source>
        <translation>请用 PEFT 重新保存适配器，它会写入 safetensors。</translation>
    </message>
    <message>
        <source>the model has no adapter of this name</source>
        <translation>模型没有此名称的适配器</translation>
    </message>
    <message>
        <source>this adapter was trained on a model with other adapters, and its base holds them; on another base it would give a wrong model</source>
        <translation>此适配器是在带有其他适配器的模型上训练的，它的基座包含那些适配器；放在别的基座上会得到错误的模型</translation>
    </message>
    <message>
        <source>Take the expected folder as the model, and this adapter alone.</source>
        <translation>请用应有的文件夹作为模型，并只用此适配器。</translation>
    </message>
    <message>
        <source>modules of this model, such as {0}</source>
        <translation>此模型的模块，例如 {0}</translation>
    </message>
    <message>
        <source>the adapter lacks a tensor that its config asks for</source>
        <translation>适配器缺少其配置所要求的张量</translation>
    </message>
    <message>
        <source>Check target_modules and the rest of adapter_config.json, or fetch the file anew.</source>
        <translation>请检查 target_modules 和 adapter_config.json 的其余内容，或重新获取文件。</translation>
    </message>
    <message>
        <source>the adapter does not fit this model or its own config</source>
        <translation>适配器与此模型或它自己的配置不符</translation>
    </message>
    <message>
        <source>The adapter&apos;s vocabulary has {0} tokens and the model&apos;s {1}: tokens were added to one of them. Use the base that the adapter was trained on.</source>
        <translation>适配器的词表有 {0} 个词元，模型有 {1} 个：其中之一添加过词元。请使用训练该适配器时的基座。</translation>
    </message>
    <message>
        <source>The matrix is stored the other way round, as MLX writes it. Convert the adapter to PEFT&apos;s layout first.</source>
        <translation>矩阵以转置方式存储，如 MLX 所写。请先将适配器转换为 PEFT 的布局。</translation>
    </message>
    <message>
        <source>Check base_model_name_or_path, r and rank_pattern in adapter_config.json.</source>
        <translation>请检查 adapter_config.json 中的 base_model_name_or_path、r 和 rank_pattern。</translation>
    </message>
    <message>
        <source>low-rank terms of this embedding are not supported</source>
        <translation>不支持此嵌入的低秩项</translation>
    </message>
    <message>
        <source>terms of linear layers and of the token embedding; another embedding can be stored as a whole by modules_to_save</source>
        <translation>线性层和词元嵌入的项；其他嵌入可用 modules_to_save 整体保存</translation>
    </message>
    <message>
        <source>the adapter holds no tensor</source>
        <translation>适配器没有张量</translation>
    </message>
    <message>
        <source>Fetch the file anew, or save the adapter again.</source>
        <translation>请重新获取文件，或重新保存适配器。</translation>
    </message>
    <message>
        <source>the adapter holds a tensor that its config does not name or this model does not have</source>
        <translation>适配器中有其配置未提到、或此模型没有的张量</translation>
    </message>
    <message>
        <source>{0} such of {1} tensors</source>
        <translation>{1} 个张量中有 {0} 个</translation>
    </message>
    <message>
        <source>Check base_model_name_or_path and target_modules in adapter_config.json: this adapter may belong to another model.</source>
        <translation>请检查 adapter_config.json 中的 base_model_name_or_path 和 target_modules：此适配器可能属于其他模型。</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>tokens were added before this adapter was trained, and the model cannot grow to them</source>
        <translation>此适配器训练前添加过词元，而模型无法扩展到那些词元</translation>
    </message>
    <message>
        <source>{0}, a vocabulary of {1}</source>
        <translation>{0}，即 {1}的词表</translation>
    </message>
    <message>
        <source>{0}, as the model has, or embedding and head as a whole with {1} each</source>
        <translation>{0}，与模型相同；或嵌入和输出头都整体给出，各 {1}</translation>
    </message>
    <message>
        <source>Another adapter has changed the embedding or the head. Load the one with more tokens first, or by itself.</source>
        <translation>另一个适配器改动过嵌入或输出头。请先加载词元较多的那个，或单独加载。</translation>
    </message>
    <message>
        <source>Resize the base as it was resized before the training (resize_token_embeddings), save it with its tokenizer and use it as the base; or save the adapter anew with save_embedding_layers=True.</source>
        <translation>请像训练前那样调整基座大小（resize_token_embeddings），连同分词器保存并用作基座；或用 save_embedding_layers=True 重新保存适配器。</translation>
    </message>
    <message>
        <source>1 token was added</source>
        <translation>添加过 1 个词元</translation>
    </message>
    <message>
        <source>{0} tokens were added</source>
        <translation>添加过 {0} 个词元</translation>
    </message>
    <message>
        <source>{0}: {1} before this adapter was trained; embedding and head grow from {2} to {3} rows, the new ones being the adapter&apos;s. {4}</source>
        <translation>{0}：此适配器训练前{1}；嵌入和输出头从 {2} 行扩展到 {3} 行，新的行来自适配器。{4}</translation>
    </message>
    <message>
        <source>Its tokenizer is used, which knows them.</source>
        <translation>使用它的分词器，其中包含这些词元。</translation>
    </message>
    <message>
        <source>It has no tokenizer, so that the new tokens have no text.</source>
        <translation>它没有分词器，因此新词元没有文本。</translation>
    </message>
    <message>
        <source>an option of the adapter makes no sense</source>
        <translation>适配器的某个选项没有意义</translation>
    </message>
    <message>
        <source>MODULE=NUMBER, as in o_proj=4</source>
        <translation>MODULE=NUMBER，例如 o_proj=4</translation>
    </message>
    <message>
        <source>no module of this model matches target_modules</source>
        <translation>此模型没有与 target_modules 匹配的模块</translation>
    </message>
    <message>
        <source>names such as q_proj, or all-linear</source>
        <translation>如 q_proj 的名称，或 all-linear</translation>
    </message>
    <message>
        <source>the adapter to start from is of another kind than the run trains</source>
        <translation>起始适配器与运行要训练的种类不同</translation>
    </message>
    <message>
        <source>scaling {0}</source>
        <translation>缩放 {0}</translation>
    </message>
    <message>
        <source>the run&apos;s lora_alpha, r, use_rslora and use_dora: scaling {0}</source>
        <translation>运行的 lora_alpha、r、use_rslora 和 use_dora：缩放 {0}</translation>
    </message>
    <message>
        <source>virtual tokens cannot be merged into weights</source>
        <translation>虚拟词元无法合并到权重中</translation>
    </message>
    <message>
        <source>Keep the adapter beside the model.</source>
        <translation>请将适配器与模型分开保存。</translation>
    </message>
    <message>
        <source>Merge it into the original model.</source>
        <translation>请将其合并到原始模型中。</translation>
    </message>
    <message>
        <source>lora_bias cannot be merged where the model has no bias: {0}</source>
        <translation>模型没有偏置之处无法合并 lora_bias：{0}</translation>
    </message>
    <message>
        <source>a linear mix needs equal ranks</source>
        <translation>线性混合需要相同的秩</translation>
    </message>
    <message>
        <source>Mix them by cat or svd.</source>
        <translation>请用 cat 或 svd 混合。</translation>
    </message>
    <message>
        <source>unknown way to mix adapters</source>
        <translation>未知的适配器混合方式</translation>
    </message>
    <message>
        <source>linear, cat or svd</source>
        <translation>linear、cat 或 svd</translation>
    </message>
    <message>
        <source>low-rank terms of an embedding are not mixed</source>
        <translation>不混合嵌入的低秩项</translation>
    </message>
    <message>
        <source>Load the adapters side by side with their weights.</source>
        <translation>请将这些适配器按各自权重并列加载。</translation>
    </message>
    <message>
        <source>virtual tokens cannot be mixed</source>
        <translation>虚拟词元无法混合</translation>
    </message>
    <message>
        <source>Use one adapter at a time.</source>
        <translation>请一次使用一个适配器。</translation>
    </message>
    <message>
        <source>the magnitudes of DoRA cannot be mixed</source>
        <translation>DoRA 的幅度无法混合</translation>
    </message>
    <message>
        <source>Merge the adapters into the model, or switch between them.</source>
        <translation>请将适配器合并到模型中，或在它们之间切换。</translation>
    </message>
    <message>
        <source>lora_bias is not mixed</source>
        <translation>不混合 lora_bias</translation>
    </message>
    <message>
        <source>parameters that an adapter brings whole (modules_to_save, bias) are not mixed</source>
        <translation>不混合适配器整体带来的参数（modules_to_save、bias）</translation>
    </message>
    <message>
        <source>there is no adapter to mix</source>
        <translation>没有可混合的适配器</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>the expression is longer than 4096 bytes</source>
        <translation>表达式超过 4096 字节</translation>
    </message>
    <message>
        <source>not a regular expression: {0} at byte {1}</source>
        <translation>不是正则表达式：{0}，第 {1} 字节处</translation>
    </message>
    <message>
        <source>the architecture is not named</source>
        <translation>没有指定架构</translation>
    </message>
    <message>
        <source>a list of names, such as [&quot;LlamaForCausalLM&quot;]</source>
        <translation>名称列表，例如 [&quot;LlamaForCausalLM&quot;]</translation>
    </message>
    <message>
        <source>this architecture is not supported</source>
        <translation>不支持此架构</translation>
    </message>
    <message>
        <source>model_type says {0}. If the weights are of that family and not changed, write [&quot;{1}&quot;] here.</source>
        <translation>model_type 为 {0}。如果权重属于该系列且未改动，请在此写 [&quot;{1}&quot;]。</translation>
    </message>
    <message>
        <source>config.json names {0}; {1} was taken, as model_type is {2}.</source>
        <translation>config.json 指定了{0}；由于 model_type 为 {2}，采用了 {1}。</translation>
    </message>
    <message>
        <source>no architecture</source>
        <translation>无架构</translation>
    </message>
    <message>
        <source>the architecture {0}</source>
        <translation>架构 {0}</translation>
    </message>
    <message>
        <source>this kind of model is not supported</source>
        <translation>不支持此种模型</translation>
    </message>
    <message>
        <source>a list with one name, such as [&quot;LlamaForCausalLM&quot;], or a model_type, such as &quot;llama&quot;</source>
        <translation>只含一个名称的列表，例如 [&quot;LlamaForCausalLM&quot;]；或 model_type，例如 &quot;llama&quot;</translation>
    </message>
    <message>
        <source>another kind</source>
        <translation>其他种类</translation>
    </message>
    <message>
        <source>longrope</source>
        <translation>longrope</translation>
    </message>
    <message>
        <source>0 or 1 for each layer</source>
        <translation>每层 0 或 1</translation>
    </message>
    <message>
        <source>this option is not supported</source>
        <translation>不支持此选项</translation>
    </message>
    <message>
        <source>an even number, because rotary positions work on pairs</source>
        <translation>偶数，因为旋转位置成对计算</translation>
    </message>
    <message>
        <source>{0} positive numbers</source>
        <translation>{0} 个正数</translation>
    </message>
    <message>
        <source>a list with an entry for each of {0} layers</source>
        <translation>{0} 层各有一项的列表</translation>
    </message>
    <message>
        <source>full_attention or sliding_attention</source>
        <translation>full_attention 或 sliding_attention</translation>
    </message>
    <message>
        <source>this kind of layer is not supported</source>
        <translation>不支持此种层</translation>
    </message>
    <message>
        <source>true</source>
        <translation>true</translation>
    </message>
    <message>
        <source>a field has no sensible value</source>
        <translation>字段没有合理的值</translation>
    </message>
    <message>
        <source>virtual tokens are there or not: they cannot be mixed</source>
        <translation>虚拟词元要么有要么没有：无法混合</translation>
    </message>
    <message>
        <source>a second adapter with virtual tokens</source>
        <translation>第二个带虚拟词元的适配器</translation>
    </message>
    <message>
        <source>one of them on a model</source>
        <translation>一个模型上只有一个</translation>
    </message>
    <message>
        <source>weight {0}</source>
        <translation>权重 {0}</translation>
    </message>
    <message>
        <source>weight 1 or 0</source>
        <translation>权重 1 或 0</translation>
    </message>
    <message>
        <source>{0} virtual tokens</source>
        <translation>{0} 个虚拟词元</translation>
    </message>
    <message>
        <source>fewer than the model&apos;s {0} positions</source>
        <translation>少于模型的 {0} 个位置</translation>
    </message>
    <message>
        <source>an object that names every label</source>
        <translation>为每个标签命名的对象</translation>
    </message>
    <message>
        <source>this model gives scores, not tokens</source>
        <translation>此模型给出分数，而不是词元</translation>
    </message>
    <message>
        <source>a language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Ask it for scores, or use the model that it was made from.</source>
        <translation>请向它请求分数，或使用它所源自的模型。</translation>
    </message>
    <message>
        <source>this model gives tokens, not scores</source>
        <translation>此模型给出词元，而不是分数</translation>
    </message>
    <message>
        <source>a reward model: an architecture that ends with ForSequenceClassification or ForTokenClassification</source>
        <translation>奖励模型：以 ForSequenceClassification 或 ForTokenClassification 结尾的架构</translation>
    </message>
    <message>
        <source>Train a reward model from it first.</source>
        <translation>请先由它训练奖励模型。</translation>
    </message>
    <message>
        <source>config.json asks for more weights than the checkpoint holds</source>
        <translation>config.json 要求的权重多于检查点所含</translation>
    </message>
    <message>
        <source>{0} weights</source>
        <translation>{0} 个权重</translation>
    </message>
    <message>
        <source>{0}, as many as the files hold</source>
        <translation>{0}，与文件所含相同</translation>
    </message>
    <message>
        <source>Check that all files of the checkpoint are there and that config.json belongs to it.</source>
        <translation>请检查检查点的文件是否齐全，以及 config.json 是否属于它。</translation>
    </message>
    <message>
        <source>the model does not fit into memory</source>
        <translation>内存容纳不下该模型</translation>
    </message>
    <message>
        <source>{0} bytes for its weights alone</source>
        <translation>仅其权重就需 {0} 字节</translation>
    </message>
    <message>
        <source>Close other programs, or load it as bf16.</source>
        <translation>请关闭其他程序，或以 bf16 加载。</translation>
    </message>
    <message>
        <source>this kind of rope scaling is not supported</source>
        <translation>不支持此种 rope 缩放</translation>
    </message>
    <message>
        <source>this option is not supported here</source>
        <translation>此处不支持此选项</translation>
    </message>
    <message>
        <source>at most 1</source>
        <translation>最多 1</translation>
    </message>
    <message>
        <source>{0} rotated dimensions of {1}</source>
        <translation>{1} 维中旋转 {0} 维</translation>
    </message>
    <message>
        <source>{0} rotated dimensions</source>
        <translation>旋转 {0} 维</translation>
    </message>
    <message>
        <source>at least 4 for dynamic scaling</source>
        <translation>动态缩放至少需要 4</translation>
    </message>
    <message>
        <source>The matrix is stored the other way round: this family&apos;s files hold it as {0}. Transpose the matrices of the layers, or convert the checkpoint with the class of transformers that it belongs to.</source>
        <translation>矩阵以转置方式存储：此系列的文件以 {0} 存储。请转置各层的矩阵，或用 transformers 中相应的类转换检查点。</translation>
    </message>
    <message>
        <source>Check that config.json belongs to these weights.</source>
        <translation>请检查 config.json 是否属于这些权重。</translation>
    </message>
    <message>
        <source>a tensor does not have the shape that config.json asks for</source>
        <translation>张量的形状与 config.json 所要求的不同</translation>
    </message>
    <message>
        <source>The vocabulary has {0} rows here and vocab_size of config.json is {1}: tokens were added or taken away. If these weights are right, set vocab_size to {0}.</source>
        <translation>这里的词表有 {0} 行，而 config.json 的 vocab_size 为 {1}：添加或去掉过词元。如果这些权重正确，请将 vocab_size 设为 {0}。</translation>
    </message>
    <message>
        <source>the checkpoint lacks tensors that this architecture needs</source>
        <translation>检查点缺少此架构所需的张量</translation>
    </message>
    <message>
        <source>There is no such reward.</source>
        <translation>没有此奖励。</translation>
    </message>
    <message>
        <source>stopped while completions were graded</source>
        <translation>在给补全评分时停止</translation>
    </message>
    <message>
        <source>This is a fault of the strategy.</source>
        <translation>这是策略的缺陷。</translation>
    </message>
    <message>
        <source>A search spoke of a node that is not there any more.</source>
        <translation>搜索提到了已不存在的节点。</translation>
    </message>
    <message>
        <source>A search wanted to continue an answer that has ended.</source>
        <translation>搜索想继续一个已结束的回答。</translation>
    </message>
    <message>
        <source>A search asked for no text.</source>
        <translation>搜索没有请求任何文本。</translation>
    </message>
    <message>
        <source>A search kept all of nothing.</source>
        <translation>搜索保留了空集中的全部。</translation>
    </message>
    <message>
        <source>A search has chosen nothing and asks for nothing.</source>
        <translation>搜索没有选出任何结果，也没有请求任何内容。</translation>
    </message>
    <message>
        <source>A search wants to call a tool that is not there.</source>
        <translation>搜索想调用不存在的工具。</translation>
    </message>
    <message>
        <source>Without a tokenizer a judge cannot be shown what the tokens ask.</source>
        <translation>没有分词器，无法向评判者展示词元所问的内容。</translation>
    </message>
    <message>
        <source>Give a prompt.</source>
        <translation>请给出提示。</translation>
    </message>
    <message>
        <source>A judge must be a remote model, which is asked with text.</source>
        <translation>评判者必须是远程模型，以文本提问。</translation>
    </message>
    <message>
        <source>Without a tokenizer nobody sees where a step of a text ends.</source>
        <translation>没有分词器，就看不出一步文本在哪里结束。</translation>
    </message>
    <message>
        <source>Copy the tokenizer&apos;s files into the model&apos;s folder, or use a strategy of whole completions.</source>
        <translation>请将分词器文件复制到模型文件夹，或使用完整补全的策略。</translation>
    </message>
    <message>
        <source>There is no such strategy.</source>
        <translation>没有此策略。</translation>
    </message>
    <message>
        <source>The remote model gave no usable log-probabilities, so that its answers cannot be told apart by them.</source>
        <translation>远程模型没有给出可用的对数概率，因此无法据此区分它的回答。</translation>
    </message>
    <message>
        <source>Use self_consistency, or a server that gives log-probabilities.</source>
        <translation>请使用 self_consistency，或使用会给出对数概率的服务器。</translation>
    </message>
    <message>
        <source>The verifier needs a rule to grade with.</source>
        <translation>验证器需要用于评分的规则。</translation>
    </message>
    <message>
        <source>Name the task&apos;s rule, or use the scorer mean_logprob.</source>
        <translation>请指定任务的规则，或使用评分方式 mean_logprob。</translation>
    </message>
    <message>
        <source>a rule that grades steps, such as chain_mod</source>
        <translation>对步骤评分的规则，例如 chain_mod</translation>
    </message>
    <message>
        <source>Use the scorer mean_logprob, or best_of_n.</source>
        <translation>请使用评分方式 mean_logprob，或 best_of_n。</translation>
    </message>
    <message>
        <source>The scorer judge needs a remote model that rates the samples.</source>
        <translation>评分方式 judge 需要一个给样本评分的远程模型。</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>它的名称</translation>
    </message>
    <message>
        <source>Set one up with lapidary-cli remote add, and name it here.</source>
        <translation>请用 lapidary-cli remote add 设置一个，并在此指定。</translation>
    </message>
    <message>
        <source>A vote needs to know where the answer of a completion stands.</source>
        <translation>投票需要知道补全的答案在哪里。</translation>
    </message>
    <message>
        <source>Name the task&apos;s rule, for example chain_mod or gsm8k.</source>
        <translation>请指定任务的规则，例如 chain_mod 或 gsm8k。</translation>
    </message>
    <message>
        <source>unknown number format</source>
        <translation>未知的数值格式</translation>
    </message>
    <message>
        <source>unknown device</source>
        <translation>未知的设备</translation>
    </message>
    <message>
        <source>cpu, cuda or cuda:N</source>
        <translation>cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>this device is not here</source>
        <translation>没有此设备</translation>
    </message>
    <message>
        <source>{0} CUDA devices</source>
        <translation>{0} 个 CUDA 设备</translation>
    </message>
    <message>
        <source>Use --device cpu, or give Torch_DIR of a CUDA build of LibTorch when building.</source>
        <translation>请使用 --device cpu，或在构建时将 Torch_DIR 指向 CUDA 版的 LibTorch。</translation>
    </message>
    <message>
        <source>weights in this number format cannot be computed with</source>
        <translation>无法用此数值格式的权重计算</translation>
    </message>
    <message>
        <source>the checkpoint lacks a tensor that this architecture needs</source>
        <translation>检查点缺少此架构所需的某个张量</translation>
    </message>
    <message>
        <source>this number format cannot be saved</source>
        <translation>无法保存此数值格式</translation>
    </message>
    <message>
        <source>the checkpoint&apos;s optimiser state does not fit this run</source>
        <translation>检查点的优化器状态与此运行不符</translation>
    </message>
    <message>
        <source>lora_dropout has no effect: disable_dropout is true, as in TRL</source>
        <translation>lora_dropout 无效：disable_dropout 为 true，与 TRL 相同</translation>
    </message>
    <message>
        <source>stopped while the reference&apos;s log-probs were computed</source>
        <translation>在计算参考模型的对数概率时停止</translation>
    </message>
    <message>
        <source>Nothing was learnt from rewards: in the whole run no group of completions had contrast (all of a group earned the same, or were cut and left out), so that every advantage was 0. The problems may be too hard or too easy for this model, or max_completion_length too short.</source>
        <translation>没有从奖励中学到东西：整个运行中没有一组补全有对比（同组的奖励都相同，或被截断而略去），因此每个优势都为 0。题目对此模型可能太难或太容易，或 max_completion_length 太短。</translation>
    </message>
    <message>
        <source>Nothing was learnt: no reward function could score any completion of the whole run.</source>
        <translation>没有学到东西：整个运行中没有奖励函数能给任何补全评分。</translation>
    </message>
    <message>
        <source>{0} Only the KL term moved the model.</source>
        <translation>{0} 只有 KL 项移动了模型。</translation>
    </message>
    <message>
        <source>The stored rollouts teach nothing: there is no contrast, every advantage is 0 or belongs to a completion that is left out.</source>
        <translation>存储的 rollout 学不到东西：没有对比，每个优势都为 0，或属于被略去的补全。</translation>
    </message>
    <message>
        <source>beta &gt; 0 needs the reference&apos;s log-probs</source>
        <translation>beta &gt; 0 需要参考模型的对数概率</translation>
    </message>
    <message>
        <source>the batch does not hold whole groups</source>
        <translation>批次不包含完整的组</translation>
    </message>
    <message>
        <source>there is no reward to learn from</source>
        <translation>没有可学习的奖励</translation>
    </message>
    <message>
        <source>there is no such reward</source>
        <translation>没有此奖励</translation>
    </message>
    <message>
        <source>not as many weights as reward functions</source>
        <translation>权重数与奖励函数数不同</translation>
    </message>
    <message>
        <source>the file is not the one that was saved</source>
        <translation>该文件不是所保存的那个</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 中的 {0}</translation>
    </message>
    <message>
        <source>no problem has a reference answer, so that no reward can be given and nothing can be learnt</source>
        <translation>没有题目带有参考答案，因此无法给出奖励，也学不到东西</translation>
    </message>
    <message>
        <source>{0} without</source>
        <translation>{0} 没有</translation>
    </message>
    <message>
        <source>a reference that the rule {0} can compare with, for {1}</source>
        <translation>规则 {0} 能比较的参考答案，供 {1} 使用</translation>
    </message>
    <message>
        <source>Give the rows a &quot;reference&quot;, or choose reward_funcs that need none: steps, format.</source>
        <translation>请为各行给出 &quot;reference&quot;，或选择不需要它的 reward_funcs：steps、format。</translation>
    </message>
    <message>
        <source>{0} problems have no reference answer that the rule {1} can compare with: {2} cannot score them.</source>
        <translation>{0} 道题目没有规则 {1} 能比较的参考答案：{2} 无法给它们评分。</translation>
    </message>
    <message>
        <source>{0} problems have no reference answer that the rule {1} can compare with: {2} cannot score them, and nothing is learnt from them.</source>
        <translation>{0} 道题目没有规则 {1} 能比较的参考答案：{2} 无法给它们评分，也不从中学习。</translation>
    </message>
    <message>
        <source>stopped while completions were sampled</source>
        <translation>在采样补全时停止</translation>
    </message>
    <message>
        <source>the run does not name a network that {0} needs</source>
        <translation>运行没有指定 {0} 所需的网络</translation>
    </message>
    <message>
        <source>Name it in the stage&apos;s [stage.inputs].</source>
        <translation>请在阶段的 [stage.inputs] 中指定它。</translation>
    </message>
    <message>
        <source>a model in four bits is frozen and cannot be trained itself</source>
        <translation>四位模型是冻结的，本身无法训练</translation>
    </message>
    <message>
        <source>Set use_peft, which trains an adapter on it.</source>
        <translation>请设置 use_peft，它会在模型上训练适配器。</translation>
    </message>
    <message>
        <source>the adapter to start from is part of the model already, and would count twice</source>
        <translation>起始适配器已是模型的一部分，会被计算两次</translation>
    </message>
    <message>
        <source>Take the model that it was trained on, or let the run draw a new adapter.</source>
        <translation>请使用训练它时所用的模型，或让运行新建适配器。</translation>
    </message>
    <message>
        <source>The {0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}: {1} NaN, {2} infinite</source>
        <translation>{0}：{1} 个 NaN，{2} 个无穷</translation>
    </message>
    <message>
        <source>; and {0} tensors more</source>
        <translation>；以及另外 {0} 个张量</translation>
    </message>
    <message>
        <source>The model begins with weights that are NaN or infinite: {0}</source>
        <translation>模型一开始就有 NaN 或无穷的权重：{0}</translation>
    </message>
    <message>
        <source>the rewards do not make whole groups</source>
        <translation>奖励不构成完整的组</translation>
    </message>
    <message>
        <source>a multiple of num_generations = {0}</source>
        <translation>num_generations = {0} 的倍数</translation>
    </message>
    <message>
        <source>nothing is learnt: no step moves the weights</source>
        <translation>学不到东西：没有一步移动权重</translation>
    </message>
    <message>
        <source>the warm-up is as long as the run or longer, so that the learning rate never arrives</source>
        <translation>预热不短于整个运行，因此学习率永远达不到</translation>
    </message>
    <message>
        <source>nothing is learnt: the run has no step</source>
        <translation>学不到东西：运行没有任何一步</translation>
    </message>
    <message>
        <source>{0} pairs left out: {1}</source>
        <translation>略去 {0} 对：{1}</translation>
    </message>
    <message>
        <source>no completion within max_length</source>
        <translation>max_length 之内没有补全</translation>
    </message>
    <message>
        <source>their two sides are the same within max_length, so that they teach nothing</source>
        <translation>max_length 之内两侧相同，因此学不到东西</translation>
    </message>
    <message>
        <source>no pair to learn from</source>
        <translation>没有可学习的对</translation>
    </message>
    <message>
        <source>not a rectangular array of numbers</source>
        <translation>不是矩形的数组</translation>
    </message>
    <message>
        <source>the LoRA factors are missing or do not fit</source>
        <translation>LoRA 因子缺失或不匹配</translation>
    </message>
    <message>
        <source>A [r, in] and B [out, r]</source>
        <translation>A [r, in] 和 B [out, r]</translation>
    </message>
    <message>
        <source>A does not have the rank of the configuration</source>
        <translation>A 的秩与配置不同</translation>
    </message>
    <message>
        <source>a gradient is asked for a tensor that was not given</source>
        <translation>要求梯度的张量没有给出</translation>
    </message>
    <message>
        <source>a tensor that this loss takes is missing</source>
        <translation>缺少此损失所用的张量</translation>
    </message>
    <message>
        <source>See the header of the algorithm for names and shapes.</source>
        <translation>名称和形状见该算法的头文件。</translation>
    </message>
    <message>
        <source>no such algorithm</source>
        <translation>没有此算法</translation>
    </message>
    <message>
        <source>not a list of log-probs</source>
        <translation>不是对数概率列表</translation>
    </message>
    <message>
        <source>not as long as the tokens of the completion</source>
        <translation>长度与补全的词元数不同</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>this row has no stored log-probs, but others have</source>
        <translation>此行没有存储的对数概率，而其他行有</translation>
    </message>
    <message>
        <source>a log-prob for each of completion_ids, as in row {0}</source>
        <translation>completion_ids 每个词元一个对数概率，如第 {0} 行</translation>
    </message>
    <message>
        <source>Store them for every row, or for none: then they are computed where they are needed.</source>
        <translation>请为每一行都存储，或都不存储：那样会在需要处计算。</translation>
    </message>
    <message>
        <source>not a number of the completion&apos;s tokens</source>
        <translation>不是补全的词元数</translation>
    </message>
    <message>
        <source>a completion needs a token before it</source>
        <translation>补全之前需要有词元</translation>
    </message>
    <message>
        <source>not a text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>the model&apos;s folder has no tokenizer.json or tokenizer.model, so that text cannot be read</source>
        <translation>模型文件夹中没有 tokenizer.json 或 tokenizer.model，因此无法读取文本</translation>
    </message>
    <message>
        <source>Copy the tokenizer&apos;s files into the folder, or give token ids (data.format = &quot;tokens&quot;).</source>
        <translation>请将分词器文件复制到该文件夹，或给出词元编号（data.format = &quot;tokens&quot;）。</translation>
    </message>
    <message>
        <source>the tokenizer gives a token that the model has no row for: they do not belong together</source>
        <translation>分词器给出了模型没有对应行的词元：两者不匹配</translation>
    </message>
    <message>
        <source>Put the tokenizer of this model into its folder.</source>
        <translation>请将此模型的分词器放入它的文件夹。</translation>
    </message>
    <message>
        <source>a token id that the model does not have</source>
        <translation>模型没有的词元编号</translation>
    </message>
    <message>
        <source>the data file has no rows</source>
        <translation>数据文件没有行</translation>
    </message>
    <message>
        <source>whether a text ended is true or false</source>
        <translation>文本是否结束应为 true 或 false</translation>
    </message>
    <message>
        <source>no row has a token to learn</source>
        <translation>没有一行有可学的词元</translation>
    </message>
    <message>
        <source>the loss or its gradient is not finite at step {0}; the optimiser did not move</source>
        <translation>第 {0} 步的损失或其梯度不是有限值；优化器没有移动</translation>
    </message>
    <message>
        <source>loss {0}, gradient norm {1}</source>
        <translation>损失 {0}，梯度范数 {1}</translation>
    </message>
    <message>
        <source>Lower learning_rate or max_grad_norm and go on from the newest checkpoint.</source>
        <translation>请降低 learning_rate 或 max_grad_norm，并从最新的检查点继续。</translation>
    </message>
    <message>
        <source>the checkpoint&apos;s weights do not fit this run</source>
        <translation>检查点的权重与此运行不符</translation>
    </message>
    <message>
        <source>stopped; the newest checkpoint holds the work so far</source>
        <translation>已停止；最新的检查点保存了到此为止的工作</translation>
    </message>
    <message>
        <source>unknown algorithm</source>
        <translation>未知的算法</translation>
    </message>
    <message>
        <source>The tokenizer names no eos_token: no end is put behind the texts, so that the model does not learn to stop.</source>
        <translation>分词器没有指定 eos_token：文本后不加结束词元，因此模型学不会停止。</translation>
    </message>
    <message>
        <source>The learning rate never arrives: the warm-up of {0} steps is as long as the run of {1} steps, or longer.</source>
        <translation>学习率永远达不到：{0} 步的预热不短于 {1} 步的运行。</translation>
    </message>
    <message>
        <source>the checkpoint belongs to another configuration of this run</source>
        <translation>检查点属于此运行的另一配置</translation>
    </message>
    <message>
        <source>Start a new run, or delete the checkpoints of this one.</source>
        <translation>请开始新的运行，或删除此运行的检查点。</translation>
    </message>
    <message>
        <source>the socket&apos;s path is too long</source>
        <translation>套接字路径过长</translation>
    </message>
    <message>
        <source>make a socket at</source>
        <translation>创建套接字：</translation>
    </message>
    <message>
        <source>listen at</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>make a socket for</source>
        <translation>创建套接字用于</translation>
    </message>
    <message>
        <source>reach the worker at</source>
        <translation>联系工作进程：</translation>
    </message>
    <message>
        <source>the worker has gone</source>
        <translation>工作进程已离开</translation>
    </message>
    <message>
        <source>no worker of this run is listening</source>
        <translation>此运行没有正在监听的工作进程</translation>
    </message>
    <message>
        <source>Start or resume the run first.</source>
        <translation>请先启动或恢复运行。</translation>
    </message>
    <message>
        <source>a frame is larger than any may be</source>
        <translation>帧超过上限</translation>
    </message>
    <message>
        <source>a frame&apos;s content does not match its checksum</source>
        <translation>帧的内容与其校验和不符</translation>
    </message>
    <message>
        <source>the worker speaks another version of the channel</source>
        <translation>工作进程使用另一版本的通道</translation>
    </message>
    <message>
        <source>Use the worker that belongs to this program.</source>
        <translation>请使用属于此程序的工作进程。</translation>
    </message>
    <message>
        <source>id</source>
        <translation>id</translation>
    </message>
    <message>
        <source>A cancel says which request it is about.</source>
        <translation>取消请求须说明所取消的请求。</translation>
    </message>
    <message>
        <source>the id of a request that waits or is being answered</source>
        <translation>正在等待或处理中的请求的编号</translation>
    </message>
    <message>
        <source>No request with this id waits or is being answered.</source>
        <translation>没有此编号的请求在等待或处理中。</translation>
    </message>
    <message>
        <source>Stopped on request before its turn came</source>
        <translation>轮到之前已按要求停止</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>another worker is at work in this run folder</source>
        <translation>另一工作进程正在此运行文件夹中工作</translation>
    </message>
    <message>
        <source>process {0}</source>
        <translation>进程 {0}</translation>
    </message>
    <message>
        <source>a lock</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>Wait for it, or stop it with lapidary-cli stop.</source>
        <translation>请等待它，或用 lapidary-cli stop 停止。</translation>
    </message>
    <message>
        <source>an event is missing</source>
        <translation>缺少事件</translation>
    </message>
    <message>
        <source>this is not a run log of this version</source>
        <translation>这不是此版本的运行日志</translation>
    </message>
    <message>
        <source>cut the torn tail of</source>
        <translation>截去残缺的末尾：</translation>
    </message>
    <message>
        <source>seek in</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>an event of a search lacks a field, or it has the wrong type</source>
        <translation>搜索事件缺少字段，或字段类型错误</translation>
    </message>
    <message>
        <source>a search tells of something that is not known here</source>
        <translation>搜索报告了这里不认识的事件</translation>
    </message>
    <message>
        <source>Use the program that wrote it.</source>
        <translation>请使用写入它的程序。</translation>
    </message>
    <message>
        <source>a search tells of a node that never came</source>
        <translation>搜索提到了从未出现的节点</translation>
    </message>
    <message>
        <source>a node of the problem {0}</source>
        <translation>题目 {0} 的节点</translation>
    </message>
    <message>
        <source>A program could not be started: {0}</source>
        <translation>无法启动程序：{0}</translation>
    </message>
    <message>
        <source>signal {0} ({1})</source>
        <translation>信号 {0}（{1}）</translation>
    </message>
    <message>
        <source>exit code {0}</source>
        <translation>退出码 {0}</translation>
    </message>
    <message>
        <source>The worker ended before it answered</source>
        <translation>工作进程在回答之前结束</translation>
    </message>
    <message>
        <source>Its last words stand on standard error. Signal 9 often means that the memory did not suffice.</source>
        <translation>它最后的输出在标准错误中。信号 9 通常表示内存不足。</translation>
    </message>
    <message>
        <source>The worker has ended</source>
        <translation>工作进程已结束</translation>
    </message>
    <message>
        <source>The worker&apos;s answer is no JSON object</source>
        <translation>工作进程的回答不是 JSON 对象</translation>
    </message>
    <message>
        <source>there is no worker to start</source>
        <translation>没有可启动的工作进程</translation>
    </message>
    <message>
        <source>lapidary-worker beside this program</source>
        <translation>与此程序同目录的 lapidary-worker</translation>
    </message>
    <message>
        <source>Build it (ninja lapidary-worker), or set LAPIDARY_WORKER to its path.</source>
        <translation>请构建它（ninja lapidary-worker），或将 LAPIDARY_WORKER 设为它的路径。</translation>
    </message>
    <message>
        <source>start the worker for</source>
        <translation>启动工作进程：</translation>
    </message>
    <message>
        <source>the answer holds no choices</source>
        <translation>回答中没有 choices</translation>
    </message>
    <message>
        <source>the answer is no object</source>
        <translation>回答不是对象</translation>
    </message>
    <message>
        <source>the server says: {0}</source>
        <translation>服务器说：{0}</translation>
    </message>
    <message>
        <source>the choices are no list</source>
        <translation>choices 不是列表</translation>
    </message>
    <message>
        <source>a choice is no object</source>
        <translation>choice 不是对象</translation>
    </message>
    <message>
        <source>a choice has a number that was not asked for</source>
        <translation>choice 的编号不在请求之内</translation>
    </message>
    <message>
        <source>a choice went on after its end</source>
        <translation>某个 choice 在结束后继续</translation>
    </message>
    <message>
        <source>holds a part that is no text: {0}</source>
        <translation>含有不是文本的部分：{0}</translation>
    </message>
    <message>
        <source>an answer does not end</source>
        <translation>回答没有尽头</translation>
    </message>
    <message>
        <source>over {0} bytes of text</source>
        <translation>超过 {0} 字节文本</translation>
    </message>
    <message>
        <source>log-probabilities that are no numbers</source>
        <translation>对数概率不是数</translation>
    </message>
    <message>
        <source>log-probabilities above 0</source>
        <translation>对数概率大于 0</translation>
    </message>
    <message>
        <source>more or fewer log-probabilities than tokens</source>
        <translation>对数概率数与词元数不同</translation>
    </message>
    <message>
        <source>no remote model of this name is set up on this machine</source>
        <translation>本机没有设置此名称的远程模型</translation>
    </message>
    <message>
        <source>(none is set up)</source>
        <translation>（没有设置）</translation>
    </message>
    <message>
        <source>Set it up with lapidary-cli remote add, or in the window under Models.</source>
        <translation>请用 lapidary-cli remote add 设置，或在窗口的“模型”中设置。</translation>
    </message>
    <message>
        <source>remote is no table</source>
        <translation>remote 不是表</translation>
    </message>
    <message>
        <source>this cannot be the name of a remote model</source>
        <translation>这不能作为远程模型的名称</translation>
    </message>
    <message>
        <source>up to 64 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>最多 64 个字母、数字、&apos;.&apos;、&apos;_&apos; 和 &apos;-&apos;</translation>
    </message>
    <message>
        <source>origins is no list</source>
        <translation>origins 不是列表</translation>
    </message>
    <message>
        <source>nobody has allowed texts to leave this machine for this server</source>
        <translation>没有人允许将文本从本机发送到此服务器</translation>
    </message>
    <message>
        <source>Prompts and answers would be sent there. If that is meant: lapidary-cli remote allow {0}, or in the window under Models.</source>
        <translation>提示和回答会发送到那里。如果确实如此：lapidary-cli remote allow {0}，或在窗口的“模型”中允许。</translation>
    </message>
    <message>
        <source>the system&apos;s keyring holds no key for this server</source>
        <translation>系统密钥环中没有此服务器的密钥</translation>
    </message>
    <message>
        <source>Give it with lapidary-cli remote key NAME, or in the window under Models.</source>
        <translation>请用 lapidary-cli remote key NAME 给出，或在窗口的“模型”中给出。</translation>
    </message>
    <message>
        <source>answers one choice at a time</source>
        <translation>一次只回答一个 choice</translation>
    </message>
    <message>
        <source>gave fewer choices than asked for</source>
        <translation>给出的 choices 少于请求数</translation>
    </message>
    <message>
        <source>calls itself {0}</source>
        <translation>自称 {0}</translation>
    </message>
    <message>
        <source>The request was cancelled.</source>
        <translation>请求已取消。</translation>
    </message>
    <message>
        <source>the server does not list its models</source>
        <translation>服务器不列出其模型</translation>
    </message>
    <message>
        <source>Check the address; it usually ends in /v1.</source>
        <translation>请检查地址；它通常以 /v1 结尾。</translation>
    </message>
    <message>
        <source>the answer&apos;s text is no text</source>
        <translation>回答的文本不是文本</translation>
    </message>
    <message>
        <source>a text, or blocks of text</source>
        <translation>文本，或文本块</translation>
    </message>
    <message>
        <source>something like https://host/v1</source>
        <translation>类似 https://host/v1</translation>
    </message>
    <message>
        <source>this is no address of a server: {0}</source>
        <translation>这不是服务器地址：{0}</translation>
    </message>
    <message>
        <source>Give the address that the server&apos;s manual names.</source>
        <translation>请给出服务器手册所述的地址。</translation>
    </message>
    <message>
        <source>only http and https are spoken</source>
        <translation>只支持 http 和 https</translation>
    </message>
    <message>
        <source>Give an address that begins with https://.</source>
        <translation>请给出以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>the address holds a name or a password</source>
        <translation>地址中含有用户名或密码</translation>
    </message>
    <message>
        <source>Take it out; a key belongs in the system&apos;s keyring.</source>
        <translation>请将其去掉；密钥应放在系统密钥环中。</translation>
    </message>
    <message>
        <source>the address holds a query or a fragment, where keys would end up in logs</source>
        <translation>地址中含有查询或片段，密钥会因此进入日志</translation>
    </message>
    <message>
        <source>Take away what stands from ? or # on.</source>
        <translation>请去掉 ? 或 # 及其后的内容。</translation>
    </message>
    <message>
        <source>the host holds letters that others can be mistaken for</source>
        <translation>主机名中含有易混淆的字母</translation>
    </message>
    <message>
        <source>Give its ASCII spelling, which begins with xn--.</source>
        <translation>请给出以 xn-- 开头的 ASCII 写法。</translation>
    </message>
    <message>
        <source>port {0} belongs to another service than the web</source>
        <translation>端口 {0} 属于 Web 以外的服务</translation>
    </message>
    <message>
        <source>Give 80, 443 or a port from 1024 on.</source>
        <translation>请给出 80、443 或 1024 以上的端口。</translation>
    </message>
    <message>
        <source>link-local addresses are refused: that is where clouds keep their credentials</source>
        <translation>拒绝链路本地地址：云平台在那里存放凭据</translation>
    </message>
    <message>
        <source>Give the server&apos;s name or its address in your network.</source>
        <translation>请给出服务器的名称或其在您网络中的地址。</translation>
    </message>
    <message>
        <source>the endpoint names no model</source>
        <translation>端点没有指定模型</translation>
    </message>
    <message>
        <source>what the server calls the model</source>
        <translation>服务器对该模型的称呼</translation>
    </message>
    <message>
        <source>http:// beyond this machine can be read by anyone on the way</source>
        <translation>本机之外的 http:// 会被途中任何人读取</translation>
    </message>
    <message>
        <source>Use https, or set plain_http to &quot;without_key&quot; or &quot;with_key&quot; if the network is yours.</source>
        <translation>请使用 https；如果网络属于您，请将 plain_http 设为 &quot;without_key&quot; 或 &quot;with_key&quot;。</translation>
    </message>
    <message>
        <source>the reply is no answer of such an API: perhaps a page of a network that wants a login first</source>
        <translation>答复不是此种 API 的回答：可能是需要先登录的网络的页面</translation>
    </message>
    <message>
        <source>the stream ended in the middle of a piece</source>
        <translation>流在片段中途结束</translation>
    </message>
    <message>
        <source>the stream ended before it began</source>
        <translation>流在开始之前就结束</translation>
    </message>
    <message>
        <source>the stream ended before the answer did</source>
        <translation>流在回答结束之前结束</translation>
    </message>
    <message>
        <source>the reply is empty</source>
        <translation>答复为空</translation>
    </message>
    <message>
        <source>status {0}</source>
        <translation>状态 {0}</translation>
    </message>
    <message>
        <source>the server refuses: {0}</source>
        <translation>服务器拒绝：{0}</translation>
    </message>
    <message>
        <source>status {0} of {1}</source>
        <translation>{1} 的状态 {0}</translation>
    </message>
    <message>
        <source>the server sends the request elsewhere, which is not followed</source>
        <translation>服务器将请求转往别处，不予跟随</translation>
    </message>
    <message>
        <source>Give the address where the API really is.</source>
        <translation>请给出 API 真正的地址。</translation>
    </message>
    <message>
        <source>Look at the key: lapidary-cli remote key NAME.</source>
        <translation>请检查密钥：lapidary-cli remote key NAME。</translation>
    </message>
    <message>
        <source>a wait of at most a minute; the server asks for {0} s</source>
        <translation>最多等待一分钟；服务器要求 {0} 秒</translation>
    </message>
    <message>
        <source>Try again later, or let fewer requests run (requests_per_minute, max_concurrent).</source>
        <translation>请稍后重试，或减少同时的请求（requests_per_minute、max_concurrent）。</translation>
    </message>
    <message>
        <source>the server&apos;s reply does not end</source>
        <translation>服务器的答复没有尽头</translation>
    </message>
    <message>
        <source>over {0} bytes</source>
        <translation>超过 {0} 字节</translation>
    </message>
    <message>
        <source>the name leads to an address that is refused</source>
        <translation>该名称指向被拒绝的地址</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <translation>{0}，位于 {1}</translation>
    </message>
    <message>
        <source>the server&apos;s reply could not be read: {0}</source>
        <translation>无法读取服务器的答复：{0}</translation>
    </message>
    <message>
        <source>the server cannot be reached: {0}</source>
        <translation>无法连接服务器：{0}</translation>
    </message>
    <message>
        <source>See whether the address is right and the server is running.</source>
        <translation>请查看地址是否正确、服务器是否在运行。</translation>
    </message>
    <message>
        <source>the server could not prove who it is: {0}</source>
        <translation>服务器无法证明其身份：{0}</translation>
    </message>
    <message>
        <source>For a server of your own with its own certificate, set ca_file to that certificate. Checking is never turned off.</source>
        <translation>对于使用自有证书的自有服务器，请将 ca_file 设为该证书。检查从不关闭。</translation>
    </message>
    <message>
        <source>the connection ended before the answer did: {0}</source>
        <translation>连接在回答结束之前中断：{0}</translation>
    </message>
    <message>
        <source>no connection within {0} s</source>
        <translation>{0} 秒内没有连接</translation>
    </message>
    <message>
        <source>{0} within {1} s</source>
        <translation>{1} 秒内{0}</translation>
    </message>
    <message>
        <source>the transfer could not be driven</source>
        <translation>无法进行传输</translation>
    </message>
    <message>
        <source>the server did not finish</source>
        <translation>服务器没有完成</translation>
    </message>
    <message>
        <source>the server sent nothing</source>
        <translation>服务器没有发送任何内容</translation>
    </message>
    <message>
        <source>libcurl could not be started</source>
        <translation>无法启动 libcurl</translation>
    </message>
    <message>
        <source>the system&apos;s keyring cannot be used</source>
        <translation>无法使用系统密钥环</translation>
    </message>
    <message>
        <source>Start and unlock a keyring (gnome-keyring, KWallet, KeePassXC). Keys are kept nowhere else; servers without a key work without one.</source>
        <translation>请启动并解锁密钥环（gnome-keyring、KWallet、KeePassXC）。密钥不存放在其他地方；不需要密钥的服务器无需它。</translation>
    </message>
    <message>
        <source>the key is empty</source>
        <translation>密钥为空</translation>
    </message>
    <message>
        <source>the key holds space or characters that no key has</source>
        <translation>密钥中含有空白或密钥不会有的字符</translation>
    </message>
    <message>
        <source>the key as the server&apos;s owner gave it, on one line</source>
        <translation>服务器所有者给出的密钥，写在一行中</translation>
    </message>
    <message>
        <source>the completions API knows no messages</source>
        <translation>completions API 没有消息</translation>
    </message>
    <message>
        <source>Give a prompt, or set api = &quot;chat&quot; for this endpoint.</source>
        <translation>请给出提示，或为此端点设置 api = &quot;chat&quot;。</translation>
    </message>
    <message>
        <source>a line of the stream is longer than an answer&apos;s pieces ever are</source>
        <translation>流中的一行超过回答片段应有的长度</translation>
    </message>
    <message>
        <source>an event of the stream does not end</source>
        <translation>流中的事件没有尽头</translation>
    </message>
    <message>
        <source>Both raters must rate the same things</source>
        <translation>两位评分者必须评同样的对象</translation>
    </message>
    <message>
        <source>{0} ratings</source>
        <translation>{0} 个评分</translation>
    </message>
    <message>
        <source>There are no ratings</source>
        <translation>没有评分</translation>
    </message>
    <message>
        <source>0 ratings</source>
        <translation>0 个评分</translation>
    </message>
    <message>
        <source>Both raters only ever said one thing, so that agreement by chance is certain</source>
        <translation>两位评分者始终只给出一种评价，因此偶然一致是必然的</translation>
    </message>
    <message>
        <source>one value</source>
        <translation>一个值</translation>
    </message>
    <message>
        <source>at least two values in use</source>
        <translation>至少两个不同的值</translation>
    </message>
    <message>
        <source>Every rater needs an entry for every unit</source>
        <translation>每位评分者对每个单元都需要一项</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} 项</translation>
    </message>
    <message>
        <source>{0} entries, null where one is missing</source>
        <translation>{0} 项，缺失处为 null</translation>
    </message>
    <message>
        <source>No unit has two ratings</source>
        <translation>没有单元有两个评分</translation>
    </message>
    <message>
        <source>units with at least two ratings</source>
        <translation>至少有两个评分的单元</translation>
    </message>
    <message>
        <source>Only one value was ever used, so that no disagreement is possible</source>
        <translation>只用过一个值，因此不可能有分歧</translation>
    </message>
    <message>
        <source>Every answer needs a confidence and a verdict</source>
        <translation>每个回答都需要置信度和判定</translation>
    </message>
    <message>
        <source>{0} values</source>
        <translation>{0} 个值</translation>
    </message>
    <message>
        <source>There are no answers</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>0 values</source>
        <translation>0 个值</translation>
    </message>
    <message>
        <source>Not a number of bins</source>
        <translation>不是分箱数</translation>
    </message>
    <message>
        <source>1 to 10000</source>
        <translation>1 到 10000</translation>
    </message>
    <message>
        <source>A confidence is no probability</source>
        <translation>置信度不是概率</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>A proportion of nothing is not defined</source>
        <translation>空集的比例没有定义</translation>
    </message>
    <message>
        <source>The counts contradict each other</source>
        <translation>计数互相矛盾</translation>
    </message>
    <message>
        <source>0 to n</source>
        <translation>0 到 n</translation>
    </message>
    <message>
        <source>The confidence is no probability</source>
        <translation>置信水平不是概率</translation>
    </message>
    <message>
        <source>above 0, below 1</source>
        <translation>大于 0，小于 1</translation>
    </message>
    <message>
        <source>There are no p-values to correct</source>
        <translation>没有可校正的 p 值</translation>
    </message>
    <message>
        <source>A p-value is a probability</source>
        <translation>p 值应为概率</translation>
    </message>
    <message>
        <source>The two arms must answer the same problems</source>
        <translation>两个对比项必须回答同样的题目</translation>
    </message>
    <message>
        <source>There are no problems to compare</source>
        <translation>没有可比较的题目</translation>
    </message>
    <message>
        <source>A count cannot be negative</source>
        <translation>计数不能为负</translation>
    </message>
    <message>
        <source>0 or more</source>
        <translation>0 或更多</translation>
    </message>
    <message>
        <source>Not a number of resamples</source>
        <translation>不是重采样次数</translation>
    </message>
    <message>
        <source>1 to 10000000</source>
        <translation>1 到 10000000</translation>
    </message>
    <message>
        <source>A value is not finite</source>
        <translation>某个值不是有限值</translation>
    </message>
    <message>
        <source>finite numbers</source>
        <translation>有限的数</translation>
    </message>
    <message>
        <source>There are no comparisons</source>
        <translation>没有比较</translation>
    </message>
    <message>
        <source>Not a comparison of two</source>
        <translation>不是两者的比较</translation>
    </message>
    <message>
        <source>{0} against {1}, {2}</source>
        <translation>{0} 对 {1}，{2}</translation>
    </message>
    <message>
        <source>two names and a count of wins</source>
        <translation>两个名称和获胜次数</translation>
    </message>
    <message>
        <source>Too many names</source>
        <translation>名称过多</translation>
    </message>
    <message>
        <source>at most 2000</source>
        <translation>最多 2000</translation>
    </message>
    <message>
        <source>Some never lost to, or never met, the others, so that no finite strengths fit best</source>
        <translation>有些从未输给其他、或从未与其他相遇，因此没有有限的强度能最佳拟合</translation>
    </message>
    <message>
        <source>a way by wins from everyone to everyone</source>
        <translation>每个名称都能经由胜局到达其他每个名称</translation>
    </message>
    <message>
        <source>Add comparisons, or half a win both ways as a prior.</source>
        <translation>请增加比较，或以双向各半胜作为先验。</translation>
    </message>
    <message>
        <source>There are no samples</source>
        <translation>没有样本</translation>
    </message>
    <message>
        <source>k samples cannot be taken from these</source>
        <translation>无法从中取出 k 个样本</translation>
    </message>
    <message>
        <source>Not a number of draws</source>
        <translation>不是抽取次数</translation>
    </message>
    <message>
        <source>A score is not a number</source>
        <translation>分数不是数</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>另一程序</translation>
    </message>
    <message>
        <source>{0} (process {1} on {2}, since {3})</source>
        <translation>{0}（{2} 上的进程 {1}，自 {3} 起）</translation>
    </message>
    <message>
        <source>the project is open in {0}; here it can only be read</source>
        <translation>项目已在 {0} 中打开；这里只能读取</translation>
    </message>
    <message>
        <source>Close it there first.</source>
        <translation>请先在那里关闭它。</translation>
    </message>
    <message>
        <source>this project was written by a newer Lapidary and is left as it is</source>
        <translation>此项目由较新的 Lapidary 写入，保持原样</translation>
    </message>
    <message>
        <source>at most version {0}</source>
        <translation>最高版本 {0}</translation>
    </message>
    <message>
        <source>Open it with that newer Lapidary.</source>
        <translation>请用那个较新的 Lapidary 打开。</translation>
    </message>
    <message>
        <source>this is not a project database</source>
        <translation>这不是项目数据库</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>other content</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>an SQLite 3 database of Lapidary</source>
        <translation>Lapidary 的 SQLite 3 数据库</translation>
    </message>
    <message>
        <source>Move the file away; the runs in the folder runs/ are kept and are not touched.</source>
        <translation>请移走该文件；runs/ 文件夹中的运行会保留，不受影响。</translation>
    </message>
    <message>
        <source>this database belongs to another program and is left as it is</source>
        <translation>此数据库属于另一程序，保持原样</translation>
    </message>
    <message>
        <source>application id {0}</source>
        <translation>应用程序编号 {0}</translation>
    </message>
    <message>
        <source>Choose another folder for the project.</source>
        <translation>请为项目选择其他文件夹。</translation>
    </message>
    <message>
        <source>the tables of this project are not those that Lapidary makes</source>
        <translation>此项目的表不是 Lapidary 所建的</translation>
    </message>
    <message>
        <source>Move the file away and run the experiment again: finished runs are found in runs/.</source>
        <translation>请移走该文件并重新运行实验：已完成的运行会在 runs/ 中找到。</translation>
    </message>
    <message>
        <source>the project&apos;s database is damaged</source>
        <translation>项目的数据库已损坏</translation>
    </message>
    <message>
        <source>project.db is missing, but its journal is there</source>
        <translation>project.db 不存在，但它的日志在</translation>
    </message>
    <message>
        <source>the project&apos;s database said: {0}</source>
        <translation>项目的数据库报告：{0}</translation>
    </message>
    <message>
        <source>Another program holds the database; try again when it has let go.</source>
        <translation>另一程序占用着数据库；请在其释放后重试。</translation>
    </message>
    <message>
        <source>Give yourself the right to write there.</source>
        <translation>请为自己授予在那里写入的权限。</translation>
    </message>
    <message>
        <source>there is no project here yet</source>
        <translation>这里还没有项目</translation>
    </message>
    <message>
        <source>A request has messages, or text, or ids; not several of them</source>
        <translation>请求含有 messages、text 或 ids 之一，不能同时有多个</translation>
    </message>
    <message>
        <source>There is no template called &quot;default&quot;</source>
        <translation>没有名为 &quot;default&quot; 的模板</translation>
    </message>
    <message>
        <source>the template takes more than 5 million steps</source>
        <translation>模板的步数超过 500 万</translation>
    </message>
    <message>
        <source>the template takes more than 2 seconds</source>
        <translation>模板用时超过 2 秒</translation>
    </message>
    <message>
        <source>a named template needs its name and its text</source>
        <translation>命名模板需要名称和文本</translation>
    </message>
    <message>
        <source>{&quot;name&quot;, &quot;template&quot;}</source>
        <translation>{&quot;name&quot;, &quot;template&quot;}</translation>
    </message>
    <message>
        <source>chat_template is neither a text nor a list of named ones</source>
        <translation>chat_template 既不是文本，也不是命名模板的列表</translation>
    </message>
    <message>
        <source>the template is too long</source>
        <translation>模板过长</translation>
    </message>
    <message>
        <source>1 MiB at most</source>
        <translation>最多 1 MiB</translation>
    </message>
    <message>
        <source>the template is not UTF-8</source>
        <translation>模板不是 UTF-8</translation>
    </message>
    <message>
        <source>this model has no chat template</source>
        <translation>此模型没有对话模板</translation>
    </message>
    <message>
        <source>chat_template.jinja, or chat_template in tokenizer_config.json</source>
        <translation>chat_template.jinja，或 tokenizer_config.json 中的 chat_template</translation>
    </message>
    <message>
        <source>Give plain text instead of messages, or put the template of the model&apos;s maker into chat_template.jinja.</source>
        <translation>请给出纯文本而不是消息，或将模型作者的模板放入 chat_template.jinja。</translation>
    </message>
    <message>
        <source>this model has no template of this name</source>
        <translation>此模型没有此名称的模板</translation>
    </message>
    <message>
        <source>variables is an object</source>
        <translation>variables 应为对象</translation>
    </message>
    <message>
        <source>messages is a list</source>
        <translation>messages 应为列表</translation>
    </message>
    <message>
        <source>[{&quot;role&quot;, &quot;content&quot;}, …]</source>
        <translation>[{&quot;role&quot;, &quot;content&quot;}, …]</translation>
    </message>
    <message>
        <source>tools is a list, or JSON text of one</source>
        <translation>tools 应为列表，或列表的 JSON 文本</translation>
    </message>
    <message>
        <source>[{&quot;type&quot;: &quot;function&quot;, …}, …]</source>
        <translation>[{&quot;type&quot;: &quot;function&quot;, …}, …]</translation>
    </message>
    <message>
        <source>** needs a dict</source>
        <translation>** 需要 dict</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is undefined</source>
        <translation>“{0}”未定义</translation>
    </message>
    <message>
        <source>{0} cannot be called</source>
        <translation>{0} 不能被调用</translation>
    </message>
    <message>
        <source>a sign needs a number, not {0}</source>
        <translation>正负号需要数，而不是 {0}</translation>
    </message>
    <message>
        <source>a statement stands where an expression is needed</source>
        <translation>需要表达式之处是语句</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; does not join {1} and {2}</source>
        <translation>“{0}”不能连接 {1} 和 {2}</translation>
    </message>
    <message>
        <source>a text grows beyond 16 MiB</source>
        <translation>文本超过 16 MiB</translation>
    </message>
    <message>
        <source>{0} cannot be cut into slices</source>
        <translation>{0} 不能切片</translation>
    </message>
    <message>
        <source>the step of a slice is not 0</source>
        <translation>切片的步长不能为 0</translation>
    </message>
    <message>
        <source>the template is nested more than 128 deep</source>
        <translation>模板嵌套超过 128 层</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is needed here</source>
        <translation>此处需要“{0}”</translation>
    </message>
    <message>
        <source>a name is needed here</source>
        <translation>此处需要名称</translation>
    </message>
    <message>
        <source>the tag should end here</source>
        <translation>标签应在此结束</translation>
    </message>
    <message>
        <source>this number is too large</source>
        <translation>此数过大</translation>
    </message>
    <message>
        <source>an expression is needed here</source>
        <translation>此处需要表达式</translation>
    </message>
    <message>
        <source>a slice has three parts at most</source>
        <translation>切片最多三部分</translation>
    </message>
    <message>
        <source>&apos;]&apos; is needed here</source>
        <translation>此处需要“]”</translation>
    </message>
    <message>
        <source>an argument without a name stands behind one with a name</source>
        <translation>无名参数位于具名参数之后</translation>
    </message>
    <message>
        <source>there is no filter of this name</source>
        <translation>没有此名称的过滤器</translation>
    </message>
    <message>
        <source>a % of the format is not finished</source>
        <translation>格式中的 % 不完整</translation>
    </message>
    <message>
        <source>unknown format %{0}</source>
        <translation>未知格式 %{0}</translation>
    </message>
    <message>
        <source>not enough arguments for the format</source>
        <translation>格式的参数不足</translation>
    </message>
    <message>
        <source>not all arguments are used by the format</source>
        <translation>格式没有用完全部参数</translation>
    </message>
    <message>
        <source>range needs its end</source>
        <translation>range 需要终点</translation>
    </message>
    <message>
        <source>the step of a range is not 0</source>
        <translation>range 的步长不能为 0</translation>
    </message>
    <message>
        <source>only the members of a namespace can be set</source>
        <translation>只能设置 namespace 的成员</translation>
    </message>
    <message>
        <source>so many values are needed as there are names</source>
        <translation>值的个数应与名称的个数相同</translation>
    </message>
    <message>
        <source>{0} values, {1} names</source>
        <translation>{0} 个值，{1} 个名称</translation>
    </message>
    <message>
        <source>no items for cycling given</source>
        <translation>没有给出可轮换的项</translation>
    </message>
    <message>
        <source>macros call each other more than 64 deep</source>
        <translation>宏的相互调用超过 64 层</translation>
    </message>
    <message>
        <source>{0} takes not more than {1} argument(s)</source>
        <translation>{0} 最多接受 {1} 个参数</translation>
    </message>
    <message>
        <source>{0} takes no keyword argument &apos;{1}&apos;</source>
        <translation>{0} 不接受关键字参数“{1}”</translation>
    </message>
    <message>
        <source>a comment is not closed</source>
        <translation>注释没有关闭</translation>
    </message>
    <message>
        <source>{% raw %} is not closed</source>
        <translation>{% raw %} 没有关闭</translation>
    </message>
    <message>
        <source>the tag is not closed by {0}</source>
        <translation>标签没有用 {0} 关闭</translation>
    </message>
    <message>
        <source>the character &apos;{0}&apos; means nothing here</source>
        <translation>字符“{0}”在此没有意义</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; closes nothing</source>
        <translation>“{0}”没有可关闭的</translation>
    </message>
    <message>
        <source>a text is not closed</source>
        <translation>文本没有关闭</translation>
    </message>
    <message>
        <source>an escape needs {0} hexadecimal digits</source>
        <translation>转义需要 {0} 位十六进制数字</translation>
    </message>
    <message>
        <source>an escape is no character</source>
        <translation>转义不是字符</translation>
    </message>
    <message>
        <source>a message holds the text of a special token, and the template writes the chat otherwise because of it</source>
        <translation>消息中含有特殊词元的文本，模板因此会以不同方式写出对话</translation>
    </message>
    <message>
        <source>Take that text out of the message; what stands for a turn&apos;s end must come from the template.</source>
        <translation>请从消息中去掉该文本；表示轮次结束的内容必须来自模板。</translation>
    </message>
    <message>
        <source>a text is needed, not {0}</source>
        <translation>需要文本，而不是 {0}</translation>
    </message>
    <message>
        <source>an empty separator</source>
        <translation>分隔符为空</translation>
    </message>
    <message>
        <source>what the text begins or ends with is missing</source>
        <translation>缺少文本的开头或结尾</translation>
    </message>
    <message>
        <source>a { of the format is not closed</source>
        <translation>格式中的 { 没有关闭</translation>
    </message>
    <message>
        <source>only {}, {0} and {name} are known in a format</source>
        <translation>格式中只认识 {}、{0} 和 {name}</translation>
    </message>
    <message>
        <source>the format asks for more than is given</source>
        <translation>格式要求的多于给出的</translation>
    </message>
    <message>
        <source>substring not found</source>
        <translation>找不到子串</translation>
    </message>
    <message>
        <source>a template cannot change the values that it is given</source>
        <translation>模板不能更改给它的值</translation>
    </message>
    <message>
        <source>{0} is not in the list</source>
        <translation>{0} 不在列表中</translation>
    </message>
    <message>
        <source>unknown attribute: values of a template are plain data</source>
        <translation>未知属性：模板的值是纯数据</translation>
    </message>
    <message>
        <source>a number grows beyond 64 bits</source>
        <translation>数超出 64 位</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>除以零</translation>
    </message>
    <message>
        <source>this tag closes nothing</source>
        <translation>此标签没有可关闭的</translation>
    </message>
    <message>
        <source>{% {0} %} is missing</source>
        <translation>缺少 {% {0} %}</translation>
    </message>
    <message>
        <source>the expression should end here</source>
        <translation>表达式应在此结束</translation>
    </message>
    <message>
        <source>a tag begins with a name</source>
        <translation>标签以名称开头</translation>
    </message>
    <message>
        <source>there is no loop here</source>
        <translation>此处没有循环</translation>
    </message>
    <message>
        <source>templates have no tag of this name</source>
        <translation>模板没有此名称的标签</translation>
    </message>
    <message>
        <source>&apos;in&apos; is needed here</source>
        <translation>此处需要“in”</translation>
    </message>
    <message>
        <source>{% call %} needs a call</source>
        <translation>{% call %} 需要调用</translation>
    </message>
    <message>
        <source>map needs a filter or an attribute</source>
        <translation>map 需要过滤器或属性</translation>
    </message>
    <message>
        <source>an attribute is needed</source>
        <translation>需要属性</translation>
    </message>
    <message>
        <source>dictsort needs a dict</source>
        <translation>dictsort 需要 dict</translation>
    </message>
    <message>
        <source>a batch holds one item at least</source>
        <translation>一批至少一项</translation>
    </message>
    <message>
        <source>items needs a dict</source>
        <translation>items 需要 dict</translation>
    </message>
    <message>
        <source>{0} has no length</source>
        <translation>{0} 没有长度</translation>
    </message>
    <message>
        <source>this test needs an argument</source>
        <translation>此测试需要参数</translation>
    </message>
    <message>
        <source>there is no test of this name</source>
        <translation>没有此名称的测试</translation>
    </message>
    <message>
        <source>values are nested too deeply</source>
        <translation>值嵌套过深</translation>
    </message>
    <message>
        <source>an integer is needed, not {0}</source>
        <translation>需要整数，而不是 {0}</translation>
    </message>
    <message>
        <source>a number is needed, not {0}</source>
        <translation>需要数，而不是 {0}</translation>
    </message>
    <message>
        <source>{0} and {1} have no order</source>
        <translation>{0} 和 {1} 没有顺序</translation>
    </message>
    <message>
        <source>{0} cannot be written as JSON</source>
        <translation>{0} 无法写为 JSON</translation>
    </message>
    <message>
        <source>the characters of a text of more than 4 MiB are gone through</source>
        <translation>逐字遍历超过 4 MiB 的文本</translation>
    </message>
    <message>
        <source>{0} cannot be iterated over</source>
        <translation>{0} 不能遍历</translation>
    </message>
    <message>
        <source>message {0}</source>
        <translation>消息 {0}</translation>
    </message>
    <message>
        <source>the arguments of a tool call are JSON text of no object</source>
        <translation>工具调用的参数是 JSON 文本，但不是对象</translation>
    </message>
    <message>
        <source>the arguments of a tool call are no JSON text: {0}</source>
        <translation>工具调用的参数不是 JSON 文本：{0}</translation>
    </message>
    <message>
        <source>an object, or JSON text of one, as {&quot;city&quot;: &quot;Gdansk&quot;}</source>
        <translation>对象，或对象的 JSON 文本，例如 {&quot;city&quot;: &quot;Gdansk&quot;}</translation>
    </message>
    <message>
        <source>a part of the content is no text</source>
        <translation>内容的一部分不是文本</translation>
    </message>
    <message>
        <source>{&quot;type&quot;: &quot;text&quot;, &quot;text&quot;: …}: the template of this model writes nothing else</source>
        <translation>{&quot;type&quot;: &quot;text&quot;, &quot;text&quot;: …}：此模型的模板不写其他内容</translation>
    </message>
    <message>
        <source>a message is an object</source>
        <translation>消息应为对象</translation>
    </message>
    <message>
        <source>{&quot;role&quot;: …, &quot;content&quot;: …}</source>
        <translation>{&quot;role&quot;: …, &quot;content&quot;: …}</translation>
    </message>
    <message>
        <source>the content is a list, but not of parts</source>
        <translation>内容是列表，但不是由部分组成</translation>
    </message>
    <message>
        <source>a text, or [{&quot;type&quot;: &quot;text&quot;, &quot;text&quot;: …}, …]</source>
        <translation>文本，或 [{&quot;type&quot;: &quot;text&quot;, &quot;text&quot;: …}, …]</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <translation>{0} 等</translation>
    </message>
    <message>
        <source>in {0} a token reaches across the end of the prompt (first in line {1}: {2}); there the completion begins before it, where the tokens part from those of the prompt alone. A model is asked with the prompt&apos;s own tokens: end prompts where the tokenizer does not merge across, as at a line break, and let a completion begin with its blank.</source>
        <translation>{0}中有词元跨越提示的结尾（首次在第 {1} 行：{2}）；在那里，补全从更早处开始，即词元与单独提示的词元分开之处。模型以提示自己的词元被提问：请让提示在分词器不会跨越合并处结束，例如换行处，并让补全以其空格开头。</translation>
    </message>
    <message>
        <source>{0} in {1}, first in line {2}, cannot be expressed by the tokenizer and are left out or unknown to the model: {3}</source>
        <translation>{1}中有 {0}（首次在第 {2} 行）无法由分词器表示，被略去或为模型所不知：{3}</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 个字符</translation>
    </message>
    <message>
        <source>{0} characters</source>
        <translation>{0} 个字符</translation>
    </message>
    <message>
        <source>needs an id and a content of 1 to 1024 bytes</source>
        <translation>需要 id 和 1 到 1024 字节的 content</translation>
    </message>
    <message>
        <source>its id belongs to another token</source>
        <translation>它的 id 属于另一词元</translation>
    </message>
    <message>
        <source>the same token has two ids</source>
        <translation>同一词元有两个 id</translation>
    </message>
    <message>
        <source>{0} with id {1}</source>
        <translation>{0}，id 为 {1}</translation>
    </message>
    <message>
        <source>id {0}</source>
        <translation>id {0}</translation>
    </message>
    <message>
        <source>an added token gets another id than the file says: as in the tokenizers library, ids follow the vocabulary without a hole</source>
        <translation>一个添加的词元的 id 与文件所述不同：与 tokenizers 库一样，id 紧接词表，没有空缺</translation>
    </message>
    <message>
        <source>{0} added tokens get other ids than the file says: as in the tokenizers library, ids follow the vocabulary without a hole</source>
        <translation>{0} 个添加的词元的 id 与文件所述不同：与 tokenizers 库一样，id 紧接词表，没有空缺</translation>
    </message>
    <message>
        <source>Models that were trained with transformers have these ids; number the tokens so in the file to be rid of this notice</source>
        <translation>用 transformers 训练的模型使用这些 id；请在文件中照此为词元编号，以消除此提示</translation>
    </message>
    <message>
        <source>tokenizer_config.json and tokenizer.json do not agree on an added token</source>
        <translation>tokenizer_config.json 与 tokenizer.json 对某个添加的词元的说法不一致</translation>
    </message>
    <message>
        <source>a token of tokenizer.json</source>
        <translation>tokenizer.json 中的词元</translation>
    </message>
    <message>
        <source>Take both files from the same model; tokenizer.json is followed</source>
        <translation>请从同一模型取用两个文件；以 tokenizer.json 为准</translation>
    </message>
    <message>
        <source>not a list of at most 1048576 tokens</source>
        <translation>不是最多 1048576 个词元的列表</translation>
    </message>
    <message>
        <source>tokenizer_config.json names a special token that the tokenizer does not have</source>
        <translation>tokenizer_config.json 指定了分词器没有的特殊词元</translation>
    </message>
    <message>
        <source>a token of the vocabulary, or an added one</source>
        <translation>词表中的词元，或添加的词元</translation>
    </message>
    <message>
        <source>Choose the token to use, or take all files from the same model</source>
        <translation>请选择要用的词元，或从同一模型取用全部文件</translation>
    </message>
    <message>
        <source>this is not a tokenizer.json: it has no model</source>
        <translation>这不是 tokenizer.json：它没有 model</translation>
    </message>
    <message>
        <source>a tokenizer_config.json is an object</source>
        <translation>tokenizer_config.json 应为对象</translation>
    </message>
    <message>
        <source>random merges are not supported</source>
        <translation>不支持随机合并</translation>
    </message>
    <message>
        <source>not in the vocabulary</source>
        <translation>不在词表中</translation>
    </message>
    <message>
        <source>a token of /model/vocab</source>
        <translation>/model/vocab 中的词元</translation>
    </message>
    <message>
        <source>the merges are not a list</source>
        <translation>merges 不是列表</translation>
    </message>
    <message>
        <source>a list of pairs</source>
        <translation>由对组成的列表</translation>
    </message>
    <message>
        <source>not a merge of two tokens</source>
        <translation>不是两个词元的合并</translation>
    </message>
    <message>
        <source>&quot;left right&quot;</source>
        <translation>&quot;left right&quot;</translation>
    </message>
    <message>
        <source>a merge names a token that the vocabulary does not have</source>
        <translation>合并中有词表没有的词元</translation>
    </message>
    <message>
        <source>tokens of /model/vocab</source>
        <translation>/model/vocab 中的词元</translation>
    </message>
    <message>
        <source>BPE, Unigram, WordPiece or WordLevel</source>
        <translation>BPE、Unigram、WordPiece 或 WordLevel</translation>
    </message>
    <message>
        <source>the vocabulary is missing</source>
        <translation>缺少词表</translation>
    </message>
    <message>
        <source>an object of token → id</source>
        <translation>词元 → id 的对象</translation>
    </message>
    <message>
        <source>a whole number from 0 to 16777215</source>
        <translation>0 到 16777215 的整数</translation>
    </message>
    <message>
        <source>two tokens have the same id</source>
        <translation>两个词元的 id 相同</translation>
    </message>
    <message>
        <source>each id once</source>
        <translation>每个 id 一次</translation>
    </message>
    <message>
        <source>[&quot;token&quot;, log-probability], each token once</source>
        <translation>[&quot;token&quot;, log-probability]，每个词元一次</translation>
    </message>
    <message>
        <source>not a token with its score</source>
        <translation>不是带分数的词元</translation>
    </message>
    <message>
        <source>the score is not a finite number</source>
        <translation>分数不是有限的数</translation>
    </message>
    <message>
        <source>a token must have 1 to 1024 bytes</source>
        <translation>词元必须为 1 到 1024 字节</translation>
    </message>
    <message>
        <source>the token occurs twice</source>
        <translation>词元出现两次</translation>
    </message>
    <message>
        <source>a list of [token, score]</source>
        <translation>[token, score] 的列表</translation>
    </message>
    <message>
        <source>no token of the vocabulary</source>
        <translation>不是词表中的词元</translation>
    </message>
    <message>
        <source>an index of /model/vocab, or null</source>
        <translation>/model/vocab 的下标，或 null</translation>
    </message>
    <message>
        <source>the vocabulary has neither this character nor an unknown token</source>
        <translation>词表中既没有此字符，也没有未知词元</translation>
    </message>
    <message>
        <source>the vocabulary has neither this word nor an unknown token</source>
        <translation>词表中既没有此词，也没有未知词元</translation>
    </message>
    <message>
        <source>not a number of characters</source>
        <translation>不是字符数</translation>
    </message>
    <message>
        <source>base64 of a trie and its replacements, whole</source>
        <translation>完整的 trie 及其替换内容的 base64</translation>
    </message>
    <message>
        <source>this {0} is not supported</source>
        <translation>不支持此 {0}</translation>
    </message>
    <message>
        <source>an option of this {0} is not usable</source>
        <translation>此 {0} 的某个选项不可用</translation>
    </message>
    <message>
        <source>{&quot;String&quot;: …} or {&quot;Regex&quot;: …}</source>
        <translation>{&quot;String&quot;: …} 或 {&quot;Regex&quot;: …}</translation>
    </message>
    <message>
        <source>one character</source>
        <translation>一个字符</translation>
    </message>
    <message>
        <source>parts nested deeper than 16 levels</source>
        <translation>部件嵌套超过 16 层</translation>
    </message>
    <message>
        <source>an empty text cannot be split on</source>
        <translation>不能按空文本切分</translation>
    </message>
    <message>
        <source>the pattern is longer than 16384 bytes</source>
        <translation>模式超过 16384 字节</translation>
    </message>
    <message>
        <source>set intersection and \h mean something else here than in the reference</source>
        <translation>集合交和 \h 在此的含义与参考实现不同</translation>
    </message>
    <message>
        <source>the pre-tokeniser&apos;s pattern gave up on this text</source>
        <translation>预分词器的模式在此文本上放弃</translation>
    </message>
    <message>
        <source>PCRE2 error {0}</source>
        <translation>PCRE2 错误 {0}</translation>
    </message>
    <message>
        <source>a special token of the template is not defined</source>
        <translation>模板的特殊词元没有定义</translation>
    </message>
    <message>
        <source>a special token has not as many tokens as ids</source>
        <translation>特殊词元的词元数与 id 数不同</translation>
    </message>
    <message>
        <source>the template uses an id that no token has</source>
        <translation>模板使用了没有词元的 id</translation>
    </message>
    <message>
        <source>not a special token of this tokenizer</source>
        <translation>不是此分词器的特殊词元</translation>
    </message>
    <message>
        <source>[&quot;token&quot;, id]</source>
        <translation>[&quot;token&quot;, id]</translation>
    </message>
    <message>
        <source>Isolated, Removed, MergedWithPrevious, MergedWithNext or Contiguous</source>
        <translation>Isolated、Removed、MergedWithPrevious、MergedWithNext 或 Contiguous</translation>
    </message>
    <message>
        <source>always, first or never</source>
        <translation>always、first 或 never</translation>
    </message>
    <message>
        <source>this file must be an object</source>
        <translation>此文件必须是对象</translation>
    </message>
    <message>
        <source>this class of tokenizers is not known, so that the ids of tokenizer.model may mean other tokens</source>
        <translation>不认识此类分词器，因此 tokenizer.model 的 id 可能表示其他词元</translation>
    </message>
    <message>
        <source>LlamaTokenizer, CodeLlamaTokenizer, GemmaTokenizer or T5Tokenizer</source>
        <translation>LlamaTokenizer、CodeLlamaTokenizer、GemmaTokenizer 或 T5Tokenizer</translation>
    </message>
    <message>
        <source>Add the tokenizer.json of the same model; transformers writes one with save_pretrained</source>
        <translation>请添加同一模型的 tokenizer.json；transformers 的 save_pretrained 会写入它</translation>
    </message>
    <message>
        <source>Take all files from the same model</source>
        <translation>请从同一模型取用全部文件</translation>
    </message>
    <message>
        <source>a field of the files beside tokenizer.model is of the wrong type</source>
        <translation>tokenizer.model 旁边的文件中有字段类型错误</translation>
    </message>
    <message>
        <source>the file is cut, or no SentencePiece model</source>
        <translation>文件被截断，或不是 SentencePiece 模型</translation>
    </message>
    <message>
        <source>fields of a protobuf message</source>
        <translation>protobuf 消息的字段</translation>
    </message>
    <message>
        <source>Take the whole file from where the model came from.</source>
        <translation>请从模型来源处取得完整的文件。</translation>
    </message>
    <message>
        <source>the file has too many pieces</source>
        <translation>文件的片段过多</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>more than 16777216</source>
        <translation>超过 16777216</translation>
    </message>
    <message>
        <source>rules for decoded text are not supported</source>
        <translation>不支持作用于解码文本的规则</translation>
    </message>
    <message>
        <source>a piece is of a kind that is not known</source>
        <translation>片段的种类未知</translation>
    </message>
    <message>
        <source>1 to 6</source>
        <translation>1 到 6</translation>
    </message>
    <message>
        <source>this kind of SentencePiece model is not supported</source>
        <translation>不支持此种 SentencePiece 模型</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>unigram or BPE</source>
        <translation>unigram 或 BPE</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>this is no SentencePiece model</source>
        <translation>这不是 SentencePiece 模型</translation>
    </message>
    <message>
        <source>a SentencePiece model</source>
        <translation>SentencePiece 模型</translation>
    </message>
    <message>
        <source>a Git LFS pointer</source>
        <translation>Git LFS 指针</translation>
    </message>
    <message>
        <source>a list of tiktoken&apos;s ranks</source>
        <translation>tiktoken 的 rank 列表</translation>
    </message>
    <message>
        <source>the file has no pieces</source>
        <translation>文件没有片段</translation>
    </message>
    <message>
        <source>a piece is no text</source>
        <translation>片段不是文本</translation>
    </message>
    <message>
        <source>1 to 7999 bytes of UTF-8 without NUL</source>
        <translation>1 到 7999 字节、不含 NUL 的 UTF-8</translation>
    </message>
    <message>
        <source>the score of a piece is not a finite number</source>
        <translation>片段的分数不是有限的数</translation>
    </message>
    <message>
        <source>a piece occurs twice</source>
        <translation>片段出现两次</translation>
    </message>
    <message>
        <source>there are two unknown pieces</source>
        <translation>有两个未知片段</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一个</translation>
    </message>
    <message>
        <source>a piece for a byte that cannot be one</source>
        <translation>字节片段不可能是字节</translation>
    </message>
    <message>
        <source>&lt;0x00&gt; to &lt;0xFF&gt; in a model with byte_fallback</source>
        <translation>带 byte_fallback 的模型中的 &lt;0x00&gt; 到 &lt;0xFF&gt;</translation>
    </message>
    <message>
        <source>there is no piece for what is unknown</source>
        <translation>没有表示未知内容的片段</translation>
    </message>
    <message>
        <source>one of the kind UNKNOWN</source>
        <translation>一个种类为 UNKNOWN 的</translation>
    </message>
    <message>
        <source>the model spells with bytes, but not every byte has a piece</source>
        <translation>模型用字节拼写，但并非每个字节都有片段</translation>
    </message>
    <message>
        <source>&lt;0x00&gt; to &lt;0xFF&gt;</source>
        <translation>&lt;0x00&gt; 到 &lt;0xFF&gt;</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>不是 UTF-8</translation>
    </message>
    <message>
        <source>the rules of normalisation are cut, or lie about their size</source>
        <translation>规范化规则被截断，或所述大小有误</translation>
    </message>
    <message>
        <source>the text is too long to be encoded in one piece</source>
        <translation>文本过长，无法一次编码</translation>
    </message>
    <message>
        <source>1 GiB at most</source>
        <translation>最多 1 GiB</translation>
    </message>
    <message>
        <source>Give it as several rows.</source>
        <translation>请分成几行给出。</translation>
    </message>
    <message>
        <source>the text is not UTF-8</source>
        <translation>文本不是 UTF-8</translation>
    </message>
    <message>
        <source>the normaliser&apos;s replacements make the text longer than 512 MiB</source>
        <translation>规范化的替换使文本超过 512 MiB</translation>
    </message>
    <message>
        <source>the experiment has no such arm</source>
        <translation>实验没有此对比项</translation>
    </message>
    <message>
        <source>no arm of the experiment has finished</source>
        <translation>实验没有已完成的对比项</translation>
    </message>
    <message>
        <source>Let it run to the end: lapidary-cli run {0}</source>
        <translation>请让它运行到结束：lapidary-cli run {0}</translation>
    </message>
    <message>
        <source>this arm chooses by the reference answer, which a question of your own does not have</source>
        <translation>此对比项按参考答案选择，而您自己的问题没有参考答案</translation>
    </message>
    <message>
        <source>the model of this arm is not there yet</source>
        <translation>此对比项的模型还不存在</translation>
    </message>
    <message>
        <source>Run the experiment first.</source>
        <translation>请先运行实验。</translation>
    </message>
    <message>
        <source>the adapter of this arm is not there yet</source>
        <translation>此对比项的适配器还不存在</translation>
    </message>
    <message>
        <source>the data set has no rows</source>
        <translation>数据集没有行</translation>
    </message>
    <message>
        <source>no sample is right, ended by itself and right in every step</source>
        <translation>没有样本是正确的、自行结束且每一步都正确</translation>
    </message>
    <message>
        <source>{0} samples of {1} prompts</source>
        <translation>{1} 个提示的 {0} 个样本</translation>
    </message>
    <message>
        <source>Sample more (n), from a model that is sometimes right, or set require_faithful = false.</source>
        <translation>请从有时正确的模型采样更多（n），或设置 require_faithful = false。</translation>
    </message>
    <message>
        <source>there is no such format</source>
        <translation>没有此格式</translation>
    </message>
    <message>
        <source>the names of the columns begin with a blank: the blank behind each separator is taken for a part of it</source>
        <translation>列名以空格开头：每个分隔符后的空格被当作列名的一部分</translation>
    </message>
    <message>
        <source>the file has no such column</source>
        <translation>文件没有此列</translation>
    </message>
    <message>
        <source>there is no such layout</source>
        <translation>没有此布局</translation>
    </message>
    <message>
        <source>the project has an imported data set of this name already</source>
        <translation>项目中已有此名称的导入数据集</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择其他名称。</translation>
    </message>
    <message>
        <source>the file has no good row</source>
        <translation>文件没有可用的行</translation>
    </message>
    <message>
        <source>{0} bad rows</source>
        <translation>{0} 行有误</translation>
    </message>
    <message>
        <source>{0}; the first: {1}</source>
        <translation>{0}；第一个：{1}</translation>
    </message>
    <message>
        <source>two columns are to become the same field</source>
        <translation>两列对应同一字段</translation>
    </message>
    <message>
        <source>the column is read as {0}, whose name it has but for blanks and capital letters</source>
        <translation>该列读作 {0}，其名称除空格和大小写外相同</translation>
    </message>
    <message>
        <source>the layout of the rows was not recognised</source>
        <translation>没有识别出各行的布局</translation>
    </message>
    <message>
        <source>no columns</source>
        <translation>没有列</translation>
    </message>
    <message>
        <source>the columns {0}</source>
        <translation>列 {0}</translation>
    </message>
    <message>
        <source>Say which column is which field, probably {0}</source>
        <translation>请说明哪一列是哪个字段，可能是 {0}</translation>
    </message>
    <message>
        <source>
  … and {0} more</source>
        <translation>
  … 以及另外 {0} 个</translation>
    </message>
    <message>
        <source>no prompt has a right and a wrong sample to compare</source>
        <translation>没有提示同时有正确和错误的样本可比较</translation>
    </message>
    <message>
        <source>{0} prompts with {1} samples, {2} of them cut, {3} empty, {4} not graded</source>
        <translation>{0} 个提示有 {1} 个样本，其中截断 {2}，空 {3}，未评分 {4}</translation>
    </message>
    <message>
        <source>Sample more (n), at a higher temperature, or from a model that is sometimes right; where many are cut, raise max_new_tokens.</source>
        <translation>请采样更多（n），提高温度，或使用有时正确的模型；如果许多被截断，请提高 max_new_tokens。</translation>
    </message>
    <message>
        <source>{0} with an id that an earlier row has; every row counts, and rows are told apart by id and prompt</source>
        <translation>{0}的 id 与之前的行相同；每一行都计入，行以 id 和提示区分</translation>
    </message>
    <message>
        <source>{0}, as in line {1}</source>
        <translation>{0}，与第 {1} 行相同</translation>
    </message>
    <message>
        <source>Give each row an id of its own where answers are to be compared</source>
        <translation>如需比较回答，请为每一行给出自己的 id</translation>
    </message>
    <message>
        <source>{0} that an earlier row says word for word; every row counts, so these weigh more</source>
        <translation>{0}与之前的行逐字相同；每一行都计入，因此这些行权重更大</translation>
    </message>
    <message>
        <source>the same as in line {0}</source>
        <translation>与第 {0} 行相同</translation>
    </message>
    <message>
        <source>{0} without an id among rows that have one</source>
        <translation>{0}没有 id，而其他行有</translation>
    </message>
    <message>
        <source>for the tokenizer of {0}: {1}</source>
        <translation>对于 {0} 的分词器：{1}</translation>
    </message>
    <message>
        <source>{0}; so in {1} that it cannot read</source>
        <translation>{0}；它无法读取的共 {1}</translation>
    </message>
    <message>
        <source>messages, which need a chat template</source>
        <translation>需要对话模板的消息</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>the row has no plain text whose tokens could be shown</source>
        <translation>行中没有可显示词元的纯文本</translation>
    </message>
    <message>
        <source>plain text, or token ids</source>
        <translation>纯文本，或词元编号</translation>
    </message>
    <message>
        <source>the row has nothing that a training reads</source>
        <translation>行中没有训练能读取的内容</translation>
    </message>
    <message>
        <source>nothing of this name was added</source>
        <translation>没有添加过此名称的内容</translation>
    </message>
    <message>
        <source>no model of this name was added</source>
        <translation>没有添加过此名称的模型</translation>
    </message>
    <message>
        <source>only a training can be forked</source>
        <translation>只有训练可以分叉</translation>
    </message>
    <message>
        <source>the run has no checkpoint of this step</source>
        <translation>运行没有此步的检查点</translation>
    </message>
    <message>
        <source>Runs keep their newest checkpoints: a higher save_total_limit keeps more.</source>
        <translation>运行只保留最新的检查点：更高的 save_total_limit 会保留更多。</translation>
    </message>
    <message>
        <source>the catalogue lists a method among those of another role</source>
        <translation>目录将某个方法列在另一角色之下</translation>
    </message>
    <message>
        <source>the worker&apos;s list of algorithms and strategies cannot be read</source>
        <translation>无法读取工作进程的算法和策略列表</translation>
    </message>
    <message>
        <source>Write it with: lapidary-worker catalogue --out {0}</source>
        <translation>请这样写入：lapidary-worker catalogue --out {0}</translation>
    </message>
    <message>
        <source>the worker&apos;s list of algorithms and strategies is none</source>
        <translation>工作进程的算法和策略列表不是列表</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>trace</translation>
    </message>
    <message>
        <source>the experiment does nothing</source>
        <translation>实验没有要做的事</translation>
    </message>
    <message>
        <source>a [[stage]] or an [[arm]]</source>
        <translation>[[stage]] 或 [[arm]]</translation>
    </message>
    <message>
        <source>this experiment is of a newer format</source>
        <translation>此实验的格式较新</translation>
    </message>
    <message>
        <source>this must be given</source>
        <translation>必须给出此项</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>[[{0}]] tables</source>
        <translation>[[{0}]] 表</translation>
    </message>
    <message>
        <source>this must have a name</source>
        <translation>此项必须有名称</translation>
    </message>
    <message>
        <source>this name will not do</source>
        <translation>此名称不可用</translation>
    </message>
    <message>
        <source>at most 60 bytes without control characters</source>
        <translation>最多 60 字节，不含控制字符</translation>
    </message>
    <message>
        <source>this name is taken already</source>
        <translation>此名称已被占用</translation>
    </message>
    <message>
        <source>a table of name = &quot;folder&quot;</source>
        <translation>name = &quot;folder&quot; 的表</translation>
    </message>
    <message>
        <source>the path of a folder</source>
        <translation>文件夹的路径</translation>
    </message>
    <message>
        <source>there is no earlier data set of this name</source>
        <translation>之前没有此名称的数据集</translation>
    </message>
    <message>
        <source>how many problems there shall be must be given</source>
        <translation>必须给出题目数</translation>
    </message>
    <message>
        <source>a list of { count = …, config = {…} }</source>
        <translation>{ count = …, config = {…} } 的列表</translation>
    </message>
    <message>
        <source>the checkpoint&apos;s step must be given</source>
        <translation>必须给出检查点的步</translation>
    </message>
    <message>
        <source>a fork has the inputs of the run that it leaves</source>
        <translation>分叉使用其所离开的运行的输入</translation>
    </message>
    <message>
        <source>Leave out the inputs, or begin a training of its own.</source>
        <translation>请去掉输入，或开始单独的训练。</translation>
    </message>
    <message>
        <source>there is no such {0}</source>
        <translation>没有此 {0}</translation>
    </message>
    <message>
        <source>the worker that is installed does not do this kind of stage</source>
        <translation>已安装的工作进程不做此种阶段</translation>
    </message>
    <message>
        <source>arms need a rule that grades their answers</source>
        <translation>对比项需要给其回答评分的规则</translation>
    </message>
    <message>
        <source>rule = &quot;…&quot;</source>
        <translation>rule = &quot;…&quot;</translation>
    </message>
    <message>
        <source>an arm needs problems</source>
        <translation>对比项需要题目</translation>
    </message>
    <message>
        <source>buckets = [&quot;a data set&quot;, …]</source>
        <translation>buckets = [&quot;数据集&quot;, …]</translation>
    </message>
    <message>
        <source>there is no such data set</source>
        <translation>没有此数据集</translation>
    </message>
    <message>
        <source>an arm that chooses by the reference answers is a ceiling, not a method</source>
        <translation>按参考答案选择的对比项是上限，而不是方法</translation>
    </message>
    <message>
        <source>role = &quot;oracle&quot;</source>
        <translation>role = &quot;oracle&quot;</translation>
    </message>
    <message>
        <source>the {0} is asked over the network, and this model is here</source>
        <translation>{0} 通过网络提问，而此模型在本机</translation>
    </message>
    <message>
        <source>an entry of [models] that is &quot;remote:NAME&quot;</source>
        <translation>[models] 中为 &quot;remote:NAME&quot; 的条目</translation>
    </message>
    <message>
        <source>the settings name the {0} too</source>
        <translation>设置中也指定了 {0}</translation>
    </message>
    <message>
        <source>Leave out one of the two.</source>
        <translation>请去掉两者之一。</translation>
    </message>
    <message>
        <source>--set names nothing in the experiment</source>
        <translation>--set 在实验中没有对应</translation>
    </message>
    <message>
        <source>seed=2, stage.NAME.config.KEY=VALUE, stage.NAME.inputs.PORT=NAME, arm.NAME.KEY=VALUE, data.NAME.KEY=VALUE or models.NAME=PATH</source>
        <translation>seed=2、stage.NAME.config.KEY=VALUE、stage.NAME.inputs.PORT=NAME、arm.NAME.KEY=VALUE、data.NAME.KEY=VALUE 或 models.NAME=PATH</translation>
    </message>
    <message>
        <source>no &quot;key=value&quot;</source>
        <translation>没有 &quot;key=value&quot;</translation>
    </message>
    <message>
        <source>the experiment has no such stage or arm</source>
        <translation>实验没有此阶段或对比项</translation>
    </message>
    <message>
        <source>the run that {0} was forked from is not there</source>
        <translation>{0} 所分叉的运行不存在</translation>
    </message>
    <message>
        <source>the remembered plan of the experiment cannot be read</source>
        <translation>无法读取记住的实验计划</translation>
    </message>
    <message>
        <source>Run the experiment again; finished runs are reused.</source>
        <translation>请重新运行实验；已完成的运行会被重用。</translation>
    </message>
    <message>
        <source>a model that writes</source>
        <translation>用于生成的模型</translation>
    </message>
    <message>
        <source>a model that scores</source>
        <translation>用于打分的模型</translation>
    </message>
    <message>
        <source>{0}: an entry of [models] or an earlier [[stage]] that leaves one</source>
        <translation>{0}：[models] 的条目，或之前产生它的 [[stage]]</translation>
    </message>
    <message>
        <source>a [[data]] set or an earlier [[stage]] that leaves rows</source>
        <translation>[[data]] 数据集，或之前产生 rows 的 [[stage]]</translation>
    </message>
    <message>
        <source>an earlier [[stage]] that leaves {0}</source>
        <translation>之前产生 {0} 的 [[stage]]</translation>
    </message>
    <message>
        <source>a table of port = &quot;name&quot;</source>
        <translation>port = &quot;name&quot; 的表</translation>
    </message>
    <message>
        <source>this is not read: {0} has no such input</source>
        <translation>此项不会被读取：{0} 没有这样的输入</translation>
    </message>
    <message>
        <source>{0} has no input of this name</source>
        <translation>{0} 没有此名称的输入</translation>
    </message>
    <message>
        <source>Name the problems of an arm as its buckets.</source>
        <translation>请将对比项的题目指定为它的 buckets。</translation>
    </message>
    <message>
        <source>the name of {0}</source>
        <translation>{0}的名称</translation>
    </message>
    <message>
        <source>this input is given by its short name too</source>
        <translation>此输入也以其短名称给出</translation>
    </message>
    <message>
        <source>{0} needs it: {1}.</source>
        <translation>{0} 需要它：{1}。</translation>
    </message>
    <message>
        <source>there is no such model</source>
        <translation>没有此模型</translation>
    </message>
    <message>
        <source>there is no such data</source>
        <translation>没有此数据</translation>
    </message>
    <message>
        <source>a remote model cannot be trained: its weights are not here</source>
        <translation>远程模型无法训练：它的权重不在这里</translation>
    </message>
    <message>
        <source>a model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>a remote model cannot be the {0} here: its weights are not here</source>
        <translation>远程模型在此不能作为 {0}：它的权重不在这里</translation>
    </message>
    <message>
        <source>the input {0} of {1} takes something else</source>
        <translation>{1} 的输入 {0} 需要别的内容</translation>
    </message>
    <message>
        <source>{0}, a stage that leaves {1}</source>
        <translation>{0}，产生{1}的阶段</translation>
    </message>
    <message>
        <source>{0}, a data set of {1}</source>
        <translation>{0}，{1}的数据集</translation>
    </message>
    <message>
        <source>a stage cannot be given what it makes itself</source>
        <translation>阶段不能以它自己产生的内容为输入</translation>
    </message>
    <message>
        <source>these stages wait for each other</source>
        <translation>这些阶段互相等待</translation>
    </message>
    <message>
        <source>Give one of them something else.</source>
        <translation>请为其中之一指定别的输入。</translation>
    </message>
    <message>
        <source>this stage stands behind the one that names it</source>
        <translation>此阶段位于引用它的阶段之后</translation>
    </message>
    <message>
        <source>an earlier [[stage]]</source>
        <translation>之前的 [[stage]]</translation>
    </message>
    <message>
        <source>Move the [[stage]] “{0}” before “{1}”.</source>
        <translation>请将 [[stage]]“{0}”移到“{1}”之前。</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <translation>现有：{0}。</translation>
    </message>
    <message>
        <source>in the first {0} rows: {1}</source>
        <translation>前 {0} 行中：{1}</translation>
    </message>
    <message>
        <source>there is something at this path already</source>
        <translation>此路径上已有内容</translation>
    </message>
    <message>
        <source>the project has no such {0}</source>
        <translation>项目没有此{0}</translation>
    </message>
    <message>
        <source>none is there yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>this is a whole model</source>
        <translation>这是完整的模型</translation>
    </message>
    <message>
        <source>this training made an adapter, not a whole model</source>
        <translation>此训练产生的是适配器，而不是完整的模型</translation>
    </message>
    <message>
        <source>Export it with: export model</source>
        <translation>请这样导出：export model</translation>
    </message>
    <message>
        <source>Export it with: export adapter</source>
        <translation>请这样导出：export adapter</translation>
    </message>
    <message>
        <source>this run has no output</source>
        <translation>此运行没有输出</translation>
    </message>
    <message>
        <source>Let it finish first.</source>
        <translation>请先让它完成。</translation>
    </message>
    <message>
        <source>the layout cannot say what this row says</source>
        <translation>该布局无法表示此行的内容</translation>
    </message>
    <message>
        <source>a row such as {0}</source>
        <translation>类似 {0} 的行</translation>
    </message>
    <message>
        <source>Export it without a layout, or in another one.</source>
        <translation>请不带布局导出，或用其他布局导出。</translation>
    </message>
    <message>
        <source>data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>several data sets of this name were frozen</source>
        <translation>有多个同名数据集被冻结</translation>
    </message>
    <message>
        <source>Give the hash instead of the name.</source>
        <translation>请给出哈希而不是名称。</translation>
    </message>
    <message>
        <source>A file of a checkpoint has changed</source>
        <translation>检查点的文件已改变</translation>
    </message>
    <message>
        <source>A frozen data set has changed</source>
        <translation>冻结的数据集已改变</translation>
    </message>
    <message>
        <source>Nothing in this folder tells what it is</source>
        <translation>此文件夹中没有内容表明它是什么</translation>
    </message>
    <message>
        <source>a project, a run, a checkpoint, a data set, a model, an adapter or a tokenizer</source>
        <translation>项目、运行、检查点、数据集、模型、适配器或分词器</translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation>没有此文件或文件夹</translation>
    </message>
    <message>
        <source>This is no file that Lapidary reads: {0}</source>
        <translation>这不是 Lapidary 能读取的文件：{0}</translation>
    </message>
    <message>
        <source>weights are NaN or infinite</source>
        <translation>权重为 NaN 或无穷</translation>
    </message>
    <message>
        <source>{0} NaN, {1} infinite</source>
        <translation>{0} 个 NaN，{1} 个无穷</translation>
    </message>
    <message>
        <source>config.json names no architecture; the model is read as what its model_type says.</source>
        <translation>config.json 没有指定架构；按其 model_type 读取模型。</translation>
    </message>
    <message>
        <source>the folder &quot;{0}&quot; that comes with Lapidary is not installed</source>
        <translation>没有安装 Lapidary 自带的文件夹“{0}”</translation>
    </message>
    <message>
        <source>Install Lapidary completely, or name a folder of your own.</source>
        <translation>请完整安装 Lapidary，或指定您自己的文件夹。</translation>
    </message>
    <message>
        <source>this run has no model to ask</source>
        <translation>此运行没有可提问的模型</translation>
    </message>
    <message>
        <source>the model of this run is not there (yet)</source>
        <translation>此运行的模型（还）不存在</translation>
    </message>
    <message>
        <source>Wait until the run has finished.</source>
        <translation>请等待运行完成。</translation>
    </message>
    <message>
        <source>{0} whole of {1}; {2}</source>
        <translation>{1} 个中有 {0} 个完整；{2}</translation>
    </message>
    <message>
        <source>Ask again, or sample with a larger max_new_tokens.</source>
        <translation>请重新请求，或用更大的 max_new_tokens 采样。</translation>
    </message>
    <message>
        <source>It is sure of itself here; go on with another prompt.</source>
        <translation>它在此处很有把握；请继续下一个提示。</translation>
    </message>
    <message>
        <source>The worker gave another number of log-probabilities than tokens were asked for</source>
        <translation>工作进程给出的对数概率数与请求的词元数不同</translation>
    </message>
    <message>
        <source>the project has no such run</source>
        <translation>项目没有此运行</translation>
    </message>
    <message>
        <source>none has been started yet</source>
        <translation>还没有启动过</translation>
    </message>
    <message>
        <source>{0} prompts with answers; {1} cut and {2} empty answers left out</source>
        <translation>{0} 个提示有回答；略去截断的 {1} 个和空的 {2} 个</translation>
    </message>
    <message>
        <source>Choose a run that samples several answers a prompt, or two runs that answer the same prompts.</source>
        <translation>请选择每个提示采样多个回答的运行，或回答同样提示的两个运行。</translation>
    </message>
    <message>
        <source>a queue&apos;s name becomes a folder</source>
        <translation>队列名称会成为文件夹</translation>
    </message>
    <message>
        <source>1 to 60 letters, digits, - _ and ., not beginning with a dot</source>
        <translation>1 到 60 个字母、数字、- _ 和 .，不以点开头</translation>
    </message>
    <message>
        <source>Choose another name, such as sft-pairs.</source>
        <translation>请选择其他名称，例如 sft-pairs。</translation>
    </message>
    <message>
        <source>the project has no such labelling queue</source>
        <translation>项目没有此标注队列</translation>
    </message>
    <message>
        <source>none has been made yet</source>
        <translation>还没有创建过</translation>
    </message>
    <message>
        <source>Make one from the samples of a run: lapidary-cli label DIR --queue NAME --from RUN</source>
        <translation>请由某个运行的样本创建：lapidary-cli label DIR --queue NAME --from RUN</translation>
    </message>
    <message>
        <source>there is a labelling queue of this name already</source>
        <translation>已有此名称的标注队列</translation>
    </message>
    <message>
        <source>Choose another name, or go on labelling this one.</source>
        <translation>请选择其他名称，或继续标注此队列。</translation>
    </message>
    <message>
        <source>Choose runs with several samples a prompt, or two runs that answer the same prompts.</source>
        <translation>请选择每个提示有多个样本的运行，或回答同样提示的两个运行。</translation>
    </message>
    <message>
        <source>the project has a model folder of this name already</source>
        <translation>项目中已有此名称的模型文件夹</translation>
    </message>
    <message>
        <source>nothing can have this name</source>
        <translation>不能使用此名称</translation>
    </message>
    <message>
        <source>1 to 100 characters without slashes and quotes that do not begin with a dot</source>
        <translation>1 到 100 个字符，不含斜杠和引号，不以点开头</translation>
    </message>
    <message>
        <source>this is no model folder</source>
        <translation>这不是模型文件夹</translation>
    </message>
    <message>
        <source>config.json and model.safetensors, as Hugging Face lays them out</source>
        <translation>Hugging Face 布局的 config.json 和 model.safetensors</translation>
    </message>
    <message>
        <source>this is no adapter folder</source>
        <translation>这不是适配器文件夹</translation>
    </message>
    <message>
        <source>adapter_config.json and adapter_model.safetensors, as PEFT lays them out</source>
        <translation>PEFT 布局的 adapter_config.json 和 adapter_model.safetensors</translation>
    </message>
    <message>
        <source>the model does not fit on the disk</source>
        <translation>磁盘容纳不下该模型</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请释放一些空间后重试。</translation>
    </message>
    <message>
        <source>only models that were imported into the project can be deleted here</source>
        <translation>这里只能删除导入到项目中的模型</translation>
    </message>
    <message>
        <source>a folder in {0}</source>
        <translation>{0} 中的文件夹</translation>
    </message>
    <message>
        <source>the model is needed</source>
        <translation>该模型正被需要</translation>
    </message>
    <message>
        <source>Take these out of the experiment first.</source>
        <translation>请先将这些从实验中去掉。</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>the model folder has no readable config.json</source>
        <translation>模型文件夹没有可读取的 config.json</translation>
    </message>
    <message>
        <source>there is no such model folder</source>
        <translation>没有此模型文件夹</translation>
    </message>
    <message>
        <source>Correct the path in [models], or import the model there.</source>
        <translation>请更正 [models] 中的路径，或将模型导入到那里。</translation>
    </message>
    <message>
        <source>copy to</source>
        <translation>复制到</translation>
    </message>
    <message>
        <source>there is no such project to begin from</source>
        <translation>没有可作为起点的此项目</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有此文件夹</translation>
    </message>
    <message>
        <source>Check the path, or make a project with: lapidary-cli new DIR</source>
        <translation>请检查路径，或这样新建项目：lapidary-cli new DIR</translation>
    </message>
    <message>
        <source>this folder is no project</source>
        <translation>此文件夹不是项目</translation>
    </message>
    <message>
        <source>project.db or experiment.toml in it</source>
        <translation>其中有 project.db 或 experiment.toml</translation>
    </message>
    <message>
        <source>Make a project with: lapidary-cli new DIR</source>
        <translation>请这样新建项目：lapidary-cli new DIR</translation>
    </message>
    <message>
        <source>the experiment does nothing yet</source>
        <translation>实验还没有要做的事</translation>
    </message>
    <message>
        <source>this experiment has not been run yet</source>
        <translation>此实验还没有运行过</translation>
    </message>
    <message>
        <source>Run it with: lapidary-cli run {0}</source>
        <translation>请这样运行：lapidary-cli run {0}</translation>
    </message>
    <message>
        <source>the experiment has changed since this run was started</source>
        <translation>此运行启动后，实验已改变</translation>
    </message>
    <message>
        <source>Start it as the experiment is now, with: lapidary-cli run {0} --only &quot;{1}&quot;</source>
        <translation>请按现在的实验启动：lapidary-cli run {0} --only &quot;{1}&quot;</translation>
    </message>
    <message>
        <source>has gone</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>Let it go on with: lapidary-cli run {0}</source>
        <translation>请这样让它继续：lapidary-cli run {0}</translation>
    </message>
    <message>
        <source>the folder holds something already</source>
        <translation>文件夹中已有内容</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择新文件夹。</translation>
    </message>
    <message>
        <source>{0} of {1} completions were cut before they ended: {2}</source>
        <translation>{1} 个补全中有 {0} 个在结束前被截断：{2}</translation>
    </message>
    <message>
        <source>this run folder belongs to other inputs</source>
        <translation>此运行文件夹属于其他输入</translation>
    </message>
    <message>
        <source>Move the folder away.</source>
        <translation>请移走该文件夹。</translation>
    </message>
    <message>
        <source>the worker {0} without finishing its run</source>
        <translation>工作进程{0}，没有完成它的运行</translation>
    </message>
    <message>
        <source>no last words</source>
        <translation>没有最后的输出</translation>
    </message>
    <message>
        <source>its last words:
{0}</source>
        <translation>它最后的输出：
{0}</translation>
    </message>
    <message>
        <source>the checkpoint of step {0}</source>
        <translation>第 {0} 步的检查点</translation>
    </message>
    <message>
        <source>what the run folder holds</source>
        <translation>运行文件夹中已有的内容</translation>
    </message>
    <message>
        <source>stopped; run the experiment again and it goes on where it stands</source>
        <translation>已停止；重新运行实验，它会从原处继续</translation>
    </message>
    <message>
        <source>this run does not wait in the queue</source>
        <translation>此运行没有在队列中等待</translation>
    </message>
    <message>
        <source>the run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>the run {0} was stopped; run the experiment again and it goes on where it stands</source>
        <translation>运行 {0} 已停止；重新运行实验，它会从原处继续</translation>
    </message>
    <message>
        <source>was killed (signal {0}, perhaps for want of memory)</source>
        <translation>被终止（信号 {0}，可能是内存不足）</translation>
    </message>
    <message>
        <source>was killed (signal {0})</source>
        <translation>被终止（信号 {0}）</translation>
    </message>
    <message>
        <source>ended with code {0}</source>
        <translation>以代码 {0} 结束</translation>
    </message>
    <message>
        <source>waits for {0}, which did not finish</source>
        <translation>等待 {0}，而它没有完成</translation>
    </message>
    <message>
        <source>waits for {0}</source>
        <translation>等待 {0}</translation>
    </message>
    <message>
        <source>waits for memory: {0} needed, {1} free</source>
        <translation>等待内存：需要 {0}，可用 {1}</translation>
    </message>
    <message>
        <source>the run {0} was not started, because it would not fit into memory</source>
        <translation>运行 {0} 没有启动，因为内存容纳不下</translation>
    </message>
    <message>
        <source>{0} free</source>
        <translation>可用 {0}</translation>
    </message>
    <message>
        <source>{0} by estimate</source>
        <translation>估计 {0}</translation>
    </message>
    <message>
        <source>Close other programs, or lower per_device_train_batch_size, max_length or n.</source>
        <translation>请关闭其他程序，或降低 per_device_train_batch_size、max_length 或 n。</translation>
    </message>
    <message>
        <source>none of them was kept</source>
        <translation>都没有保留</translation>
    </message>
    <message>
        <source>they may only be rejected, and have no end to learn</source>
        <translation>它们只能作为落选方，且没有可学的结尾</translation>
    </message>
    <message>
        <source>they are in no pair (include_truncated_completions takes them)</source>
        <translation>它们不在任何对中（include_truncated_completions 会采用它们）</translation>
    </message>
    <message>
        <source>what this training begins from is not there yet</source>
        <translation>此训练的起点还不存在</translation>
    </message>
    <message>
        <source>It is made first when the training starts.</source>
        <translation>训练启动时会先产生它。</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>its project is no longer open</source>
        <translation>它的项目已不再打开</translation>
    </message>
    <message>
        <source>Run it from the panel Home.</source>
        <translation>请从“首页”面板运行它。</translation>
    </message>
    <message>
        <source>The run has no network of its own by this name.</source>
        <translation>该运行没有以此为名的自有网络。</translation>
    </message>
    <message>
        <source>A paused run knows no such request.</source>
        <translation>暂停的运行不认识这种请求。</translation>
    </message>
    <message>
        <source>A paused run answers with its own weights.</source>
        <translation>暂停的运行用自己的权重回答。</translation>
    </message>
    <message>
        <source>&quot;port&quot;, or nothing: the policy</source>
        <translation>&quot;port&quot;，或不写：策略模型</translation>
    </message>
    <message>
        <source>rows to add are a list of objects</source>
        <translation>要添加的行应是对象列表</translation>
    </message>
    <message>
        <source>one object or more, as the lines of the run&apos;s data are</source>
        <translation>一个或多个对象，与该运行数据的各行相同</translation>
    </message>
    <message>
        <source>the run ends with the pass over its rows that is under way, so that rows which are added now would never be seen</source>
        <translation>运行将随当前这一遍数据结束，现在添加的行永远不会被用到</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>Begin a run with more num_train_epochs or max_steps, or one that has these rows from the start.</source>
        <translation>请用更大的 num_train_epochs 或 max_steps 开始一次运行，或开始一次从一开始就包含这些行的运行。</translation>
    </message>
    <message>
        <source>no rows can be added to this port of {0}</source>
        <translation>{0} 的这个端口不能添加行</translation>
    </message>
    <message>
        <source>no port of this method takes rows on the way</source>
        <translation>此方法没有可在途中接收行的端口</translation>
    </message>
    <message>
        <source>the rows that were added to this run are not those that its checkpoint knows</source>
        <translation>添加到该运行的行与其检查点所记录的不一致</translation>
    </message>
    <message>
        <source>Bring the file back, or delete the checkpoints of the steps behind {0}.</source>
        <translation>请恢复该文件，或删除第 {0} 步之后的检查点。</translation>
    </message>
    <message>
        <source>this training takes no rows on the way</source>
        <translation>此训练不在途中接收行</translation>
    </message>
    <message>
        <source>no pairs can be added to a run with precomputed log-probs of the reference</source>
        <translation>已预先计算参考模型对数概率的运行不能添加偏好对</translation>
    </message>
    <message>
        <source>Begin a run without it.</source>
        <translation>请开始一次不使用它的运行。</translation>
    </message>
    <message>
        <source>The checkpoint of step {0} cannot be read and is passed over: {1}</source>
        <translation>第 {0} 步的检查点无法读取，已跳过：{1}</translation>
    </message>
    <message>
        <source>nobody here answers requests</source>
        <translation>此处无人回答请求</translation>
    </message>
    <message>
        <source>the checkpoint that this run goes on from cannot be read</source>
        <translation>该运行所接续的检查点无法读取</translation>
    </message>
    <message>
        <source>Fork anew from another checkpoint of the run.</source>
        <translation>请从该运行的另一个检查点重新分叉。</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>a run of this kind answers no requests</source>
        <translation>此类运行不回答请求</translation>
    </message>
    <message>
        <source>a training that is paused</source>
        <translation>已暂停的训练</translation>
    </message>
    <message>
        <source>the run went on before this request was answered</source>
        <translation>在回答此请求之前运行已继续</translation>
    </message>
    <message>
        <source>Pause it and ask again.</source>
        <translation>请暂停后再次提问。</translation>
    </message>
    <message>
        <source>the run was stopped before this request was answered</source>
        <translation>在回答此请求之前运行已停止</translation>
    </message>
    <message>
        <source>the run ended before this request was answered</source>
        <translation>在回答此请求之前运行已结束</translation>
    </message>
    <message>
        <source>a run is asked only while it is paused</source>
        <translation>只有在暂停时才能向运行提问</translation>
    </message>
    <message>
        <source>a run that is ending</source>
        <translation>正在结束的运行</translation>
    </message>
    <message>
        <source>a run at work</source>
        <translation>正在工作的运行</translation>
    </message>
    <message>
        <source>Pause it first, with: lapidary-cli pause RUN</source>
        <translation>请先暂停它：lapidary-cli pause RUN</translation>
    </message>
    <message>
        <source>This run takes no commands and no requests; it is followed by its log alone: {0}</source>
        <translation>此运行不接收命令和请求；只能通过其日志跟踪：{0}</translation>
    </message>
    <message>
        <source>An answer is not as it should be</source>
        <translation>答案的格式不正确</translation>
    </message>
    <message>
        <source>an object with &quot;token&quot;</source>
        <translation>含 &quot;token&quot; 的对象</translation>
    </message>
    <message>
        <source>a list of ids</source>
        <translation>编号列表</translation>
    </message>
    <message>
        <source>as many as ids, {0}</source>
        <translation>与 ids 一样多，即 {0}</translation>
    </message>
    <message>
        <source>an id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>a number of tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>why the text ended</source>
        <translation>文本结束的原因</translation>
    </message>
    <message>
        <source>a list with a completion</source>
        <translation>含有补全的列表</translation>
    </message>
    <message>
        <source>the place of a completion</source>
        <translation>补全的位置</translation>
    </message>
    <message>
        <source>below {0}</source>
        <translation>小于 {0}</translation>
    </message>
    <message>
        <source>waits for memory: {0} needed, {1} free, {2} held by warm models, which leave</source>
        <translation>等待内存：需要 {0}，空闲 {1}，预热模型占用 {2}，它们正在退出</translation>
    </message>
    <message>
        <source>waits for memory: {0} needed, {1} free, {2} held by warm models</source>
        <translation>等待内存：需要 {0}，空闲 {1}，预热模型占用 {2}</translation>
    </message>
    <message>
        <source>The model was not loaded, because it would not fit into memory</source>
        <translation>模型未加载，因为内存放不下</translation>
    </message>
    <message>
        <source>{0} free, less what running jobs take</source>
        <translation>空闲 {0}，已扣除运行中任务的占用</translation>
    </message>
    <message>
        <source>Close other programs, or ask when the jobs have ended.</source>
        <translation>请关闭其他程序，或在任务结束后再问。</translation>
    </message>
    <message>
        <source>this processor runs no kernels of that name</source>
        <translation>此处理器没有这个名称的计算内核</translation>
    </message>
    <message>
        <source>the adapter brings a whole matrix where the model holds one in few bits</source>
        <translation>适配器带有完整的矩阵,而模型的这一矩阵是以低位数保存的</translation>
    </message>
    <message>
        <source>Open the model in f32 or bf16.</source>
        <translation>请以 f32 或 bf16 打开模型。</translation>
    </message>
    <message>
        <source>an adapter is not merged into weights of few bits</source>
        <translation>适配器不能合并到低位数的权重中</translation>
    </message>
    <message>
        <source>f32, bf16, f16 or int8</source>
        <translation>f32、bf16、f16 或 int8</translation>
    </message>
    <message>
        <source>model, adapter or gguf</source>
        <translation>model、adapter 或 gguf</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>weights in f32, f16 or bf16, in FP8 with their scales, or in MXFP4</source>
        <translation>f32、f16 或 bf16 的权重，带比例因子的 FP8，或 MXFP4</translation>
    </message>
    <message>
        <source>Use the original checkpoint, or the same model as a GGUF file; load_in_4bit quantises it when a training begins.</source>
        <translation>请使用原始检查点，或同一模型的 GGUF 文件；load_in_4bit 会在训练开始时量化。</translation>
    </message>
    <message>
        <source>GGUF has no name for this tensor</source>
        <translation>GGUF 没有这个张量的名称</translation>
    </message>
    <message>
        <source>{0} has rows of {1} numbers, which are no whole blocks of Q8_0; it stays F32, as others of this width.</source>
        <translation>{0} 的每行有 {1} 个数，不是 Q8_0 的整块；它保持 F32，同样宽度的其他张量也是如此。</translation>
    </message>
    <message>
        <source>The model has no tokenizer: the file takes ids and no text.</source>
        <translation>模型没有分词器：该文件只接受编号，不接受文本。</translation>
    </message>
    <message>
        <source>{0}: llama.cpp takes ids of this file and no text.</source>
        <translation>{0}：llama.cpp 对该文件只接受编号，不接受文本。</translation>
    </message>
    <message>
        <source>a GGUF file is not written with numbers of this type</source>
        <translation>GGUF 文件不以这种类型的数写出</translation>
    </message>
    <message>
        <source>f32, bf16 or q8_0</source>
        <translation>f32、bf16 或 q8_0</translation>
    </message>
    <message>
        <source>what llama.cpp takes for this family</source>
        <translation>llama.cpp 对该系列采用的值</translation>
    </message>
    <message>
        <source>Export it as a Hugging Face folder.</source>
        <translation>请导出为 Hugging Face 文件夹。</translation>
    </message>
    <message>
        <source>GGUF does not say which activation a model has</source>
        <translation>GGUF 不说明模型的激活函数</translation>
    </message>
    <message>
        <source>GGUF has one scale of attention for all layers</source>
        <translation>GGUF 对所有层只有一个注意力比例</translation>
    </message>
    <message>
        <source>one for each</source>
        <translation>每层一个</translation>
    </message>
    <message>
        <source>GGUF has no scale of attention for this family</source>
        <translation>GGUF 对该系列没有注意力比例</translation>
    </message>
    <message>
        <source>llama.cpp always caps the scores of this family</source>
        <translation>llama.cpp 总是限制该系列的分数</translation>
    </message>
    <message>
        <source>llama.cpp leaves every fourth layer without rotary positions</source>
        <translation>llama.cpp 每四层有一层不用旋转位置</translation>
    </message>
    <message>
        <source>other layers</source>
        <translation>其他层</translation>
    </message>
    <message>
        <source>llama.cpp has no windows for this family</source>
        <translation>llama.cpp 对该系列没有窗口</translation>
    </message>
    <message>
        <source>llama.cpp does not stretch the positions of local layers</source>
        <translation>llama.cpp 不拉伸局部层的位置</translation>
    </message>
    <message>
        <source>a scaling of their own</source>
        <translation>它们自己的缩放</translation>
    </message>
    <message>
        <source>GGUF has no dynamic scaling of positions</source>
        <translation>GGUF 没有位置的动态缩放</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>GGUF has no attention factor of its own for yarn</source>
        <translation>GGUF 对 yarn 没有单独的注意力系数</translation>
    </message>
    <message>
        <source>llama.cpp has longrope for Phi-3 alone</source>
        <translation>llama.cpp 只对 Phi-3 支持 longrope</translation>
    </message>
    <message>
        <source>GGUF files hold models that write, not such that score</source>
        <translation>GGUF 文件存放写文本的模型，不存放打分的模型</translation>
    </message>
    <message>
        <source>GGUF has no name for this family</source>
        <translation>GGUF 没有这个系列的名称</translation>
    </message>
    <message>
        <source>The weights are stored as {0} and read as plain numbers.</source>
        <translation>权重以 {0} 存储，读取为普通数。</translation>
    </message>
    <message>
        <source>the scales of packed weights do not fit to them</source>
        <translation>压缩权重的比例因子与权重不符</translation>
    </message>
    <message>
        <source>one scale</source>
        <translation>一个比例因子</translation>
    </message>
    <message>
        <source>one, {0}, or {1}×{2} for blocks of {3}×{4}</source>
        <translation>一个、{0} 个，或按 {3}×{4} 的块 {1}×{2} 个</translation>
    </message>
    <message>
        <source>a scale for each block of 16 bytes of {0}</source>
        <translation>{0} 中每 16 字节的块一个比例因子</translation>
    </message>
    <message>
        <source>the checkpoint lacks the scales of a tensor in FP8</source>
        <translation>检查点缺少某个 FP8 张量的比例因子</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} 或 {1}</translation>
    </message>
    <message>
        <source>Check that all files of the checkpoint are there.</source>
        <translation>请检查检查点的文件是否齐全。</translation>
    </message>
    <message>
        <source>this family rotates all of a head</source>
        <translation>该系列旋转整个注意力头</translation>
    </message>
    <message>
        <source>a mixture of experts is not supported</source>
        <translation>不支持混合专家模型</translation>
    </message>
    <message>
        <source>Use a dense model of the family.</source>
        <translation>请使用该系列的稠密模型。</translation>
    </message>
    <message>
        <source>a value of the header is of the wrong kind</source>
        <translation>文件头的某个值类型不对</translation>
    </message>
    <message>
        <source>the header lacks a value that the model needs</source>
        <translation>文件头缺少模型需要的值</translation>
    </message>
    <message>
        <source>a whole number, the same for all layers</source>
        <translation>一个整数，各层相同</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>一个有限的数</translation>
    </message>
    <message>
        <source>Use a model of one of these families.</source>
        <translation>请使用这些系列之一的模型。</translation>
    </message>
    <message>
        <source>the file ends inside of its header</source>
        <translation>文件在文件头中间就结束了</translation>
    </message>
    <message>
        <source>The download was not finished, or the file is damaged. Fetch it anew.</source>
        <translation>下载没有完成，或文件已损坏。请重新获取。</translation>
    </message>
    <message>
        <source>a text claims to be longer than any that is read</source>
        <translation>某个文本声称的长度超过可读的上限</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>this is no GGUF file</source>
        <translation>这不是 GGUF 文件</translation>
    </message>
    <message>
        <source>a file that begins with the letters GGUF</source>
        <translation>以字母 GGUF 开头的文件</translation>
    </message>
    <message>
        <source>this version of the format is not read</source>
        <translation>不读取这个版本的格式</translation>
    </message>
    <message>
        <source>2 or 3</source>
        <translation>2 或 3</translation>
    </message>
    <message>
        <source>this file is big-endian, which is not read</source>
        <translation>该文件是大端序，不予读取</translation>
    </message>
    <message>
        <source>version {0} with its bytes the other way round</source>
        <translation>字节顺序相反的版本 {0}</translation>
    </message>
    <message>
        <source>a little-endian file</source>
        <translation>小端序的文件</translation>
    </message>
    <message>
        <source>Fetch the model in a newer file, or convert it anew where it came from.</source>
        <translation>请获取较新的文件，或在来源处重新转换。</translation>
    </message>
    <message>
        <source>the file claims to have more {0} than it can hold</source>
        <translation>文件声称的{0}多于它能容纳的数量</translation>
    </message>
    <message>
        <source>the name of a {0} is empty</source>
        <translation>某个{0}的名称为空</translation>
    </message>
    <message>
        <source>the name of a {0} is not UTF-8</source>
        <translation>某个{0}的名称不是 UTF-8</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>a key stands in the file twice</source>
        <translation>文件中同一个键出现两次</translation>
    </message>
    <message>
        <source>a value of a type that the format does not have</source>
        <translation>格式中没有这种类型的值</translation>
    </message>
    <message>
        <source>0 to 12</source>
        <translation>0 到 12</translation>
    </message>
    <message>
        <source>a truth value is neither 0 nor 1</source>
        <translation>布尔值既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>the texts of the header are larger than any model&apos;s</source>
        <translation>文件头的文本比任何模型的都大</translation>
    </message>
    <message>
        <source>an array of a type that the format does not have</source>
        <translation>格式中没有这种类型的数组</translation>
    </message>
    <message>
        <source>arrays stand inside of each other too deep</source>
        <translation>数组嵌套过深</translation>
    </message>
    <message>
        <source>at most {0} levels</source>
        <translation>最多 {0} 层</translation>
    </message>
    <message>
        <source>an array claims to have more values than it can hold</source>
        <translation>数组声称的值多于它能容纳的数量</translation>
    </message>
    <message>
        <source>the alignment has no sensible value</source>
        <translation>对齐值不合理</translation>
    </message>
    <message>
        <source>a power of two up to {0}</source>
        <translation>不超过 {0} 的 2 的幂</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>a tensor stands in the file twice</source>
        <translation>文件中同一个张量出现两次</translation>
    </message>
    <message>
        <source>a tensor has no sensible number of dimensions</source>
        <translation>张量的维数不合理</translation>
    </message>
    <message>
        <source>1 to 4</source>
        <translation>1 到 4</translation>
    </message>
    <message>
        <source>a size of a tensor is no sensible number</source>
        <translation>张量的某个尺寸不合理</translation>
    </message>
    <message>
        <source>the numbers of this tensor are packed in a way that is not read</source>
        <translation>该张量的数以不支持的方式压缩</translation>
    </message>
    <message>
        <source>Fetch the same model as Q8_0, Q6_K, Q5_K_M or Q4_K_M, or pack it anew as one of these.</source>
        <translation>请获取同一模型的 Q8_0、Q6_K、Q5_K_M 或 Q4_K_M 版本，或重新压缩为其中之一。</translation>
    </message>
    <message>
        <source>the sizes of a tensor multiply to more than 64 bits</source>
        <translation>张量尺寸之积超过 64 位</translation>
    </message>
    <message>
        <source>rows of a packed tensor are no whole number of blocks</source>
        <translation>压缩张量的行不是整数个块</translation>
    </message>
    <message>
        <source>{0} columns</source>
        <translation>{0} 列</translation>
    </message>
    <message>
        <source>a multiple of {0} for {1}</source>
        <translation>{1} 要求 {0} 的倍数</translation>
    </message>
    <message>
        <source>a tensor does not begin at a multiple of the alignment</source>
        <translation>张量的起点不是对齐值的倍数</translation>
    </message>
    <message>
        <source>a multiple of {0}</source>
        <translation>{0} 的倍数</translation>
    </message>
    <message>
        <source>two tensors lie over each other</source>
        <translation>两个张量互相重叠</translation>
    </message>
    <message>
        <source>it begins at {0}</source>
        <translation>它从 {0} 开始</translation>
    </message>
    <message>
        <source>{0}, where {1} ends</source>
        <translation>{0}，即 {1} 结束之处</translation>
    </message>
    <message>
        <source>a tensor reaches past the end of the file</source>
        <translation>张量超出文件末尾</translation>
    </message>
    <message>
        <source>{0} bytes in the file</source>
        <translation>文件中有 {0} 字节</translation>
    </message>
    <message>
        <source>this file is not the part of the model that its name says</source>
        <translation>该文件不是其名称所说的那个模型部分</translation>
    </message>
    <message>
        <source>Fetch all parts anew, from the same place, and leave their names as they are.</source>
        <translation>请从同一处重新获取所有部分，并保持原名。</translation>
    </message>
    <message>
        <source>a part of the model is missing</source>
        <translation>模型缺少一部分</translation>
    </message>
    <message>
        <source>all {0} parts in one folder</source>
        <translation>同一文件夹中的全部 {0} 个部分</translation>
    </message>
    <message>
        <source>Fetch the missing part and put it beside the others.</source>
        <translation>请获取缺少的部分，放在其他部分旁边。</translation>
    </message>
    <message>
        <source>1 to {0} parts</source>
        <translation>1 到 {0} 个部分</translation>
    </message>
    <message>
        <source>two tensors of the files are the same one of the model</source>
        <translation>文件中的两个张量是模型的同一个张量</translation>
    </message>
    <message>
        <source>this folder holds several GGUF models, and nothing says which is meant</source>
        <translation>该文件夹有多个 GGUF 模型，没有说明要用哪一个</translation>
    </message>
    <message>
        <source>Name one of them by its path.</source>
        <translation>请用路径指定其中一个。</translation>
    </message>
    <message>
        <source>the GGUF file says nothing of which {0} could be made</source>
        <translation>GGUF 文件没有可以生成 {0} 的内容</translation>
    </message>
    <message>
        <source>the file cuts texts in a way that is not known here, so that its tokens would be wrong</source>
        <translation>该文件切分文本的方式未知，分词会出错</translation>
    </message>
    <message>
        <source>Import the model and put the tokenizer.json of its maker into the folder.</source>
        <translation>请导入模型，并把其作者的 tokenizer.json 放入文件夹。</translation>
    </message>
    <message>
        <source>the factors of the rotary positions are no list of positive numbers</source>
        <translation>旋转位置的系数不是一列正数</translation>
    </message>
    <message>
        <source>the factors of the rotary positions are missing</source>
        <translation>缺少旋转位置的系数</translation>
    </message>
    <message>
        <source>the tensors rope_factors_short.weight and rope_factors_long.weight</source>
        <translation>张量 rope_factors_short.weight 和 rope_factors_long.weight</translation>
    </message>
    <message>
        <source>none, linear, yarn or longrope</source>
        <translation>none、linear、yarn 或 longrope</translation>
    </message>
    <message>
        <source>this kind of tokenizer is not read from a GGUF file</source>
        <translation>不从 GGUF 文件读取这种分词器</translation>
    </message>
    <message>
        <source>gpt2, llama or bert</source>
        <translation>gpt2、llama 或 bert</translation>
    </message>
    <message>
        <source>GGUF has no form for a tokenizer of the kind {0}</source>
        <translation>GGUF 没有 {0} 类分词器的形式</translation>
    </message>
    <message>
        <source>GGUF has no name for how this tokenizer cuts texts</source>
        <translation>GGUF 没有这个分词器切分文本方式的名称</translation>
    </message>
    <message>
        <source>the file has no tokens</source>
        <translation>文件中没有词元</translation>
    </message>
    <message>
        <source>a token is no text</source>
        <translation>某个词元不是文本</translation>
    </message>
    <message>
        <source>a token is too long, or not UTF-8</source>
        <translation>某个词元过长，或不是 UTF-8</translation>
    </message>
    <message>
        <source>the kind of a token is missing or unknown</source>
        <translation>某个词元的种类缺失或未知</translation>
    </message>
    <message>
        <source>the score of a token is missing or no number</source>
        <translation>某个词元的分数缺失或不是数</translation>
    </message>
    <message>
        <source>this token is not among the tokens</source>
        <translation>词元列表中没有这个词元</translation>
    </message>
    <message>
        <source>a number below {0}</source>
        <translation>小于 {0} 的数</translation>
    </message>
    <message>
        <source>this is no merge of two tokens</source>
        <translation>这不是两个词元的合并</translation>
    </message>
    <message>
        <source>*.safetensors, *.gguf, *.jsonl, tokenizer.json, tokenizer.model, run.log, or a folder</source>
        <translation>*.safetensors、*.gguf、*.jsonl、tokenizer.json、tokenizer.model、run.log 或文件夹</translation>
    </message>
    <message>
        <source>The file has no tokenizer: the model takes ids and no text.</source>
        <translation>文件没有分词器：模型只接受编号，不接受文本。</translation>
    </message>
    <message>
        <source>Choose another path or name; nothing is overwritten.</source>
        <translation>请选择其他路径或名称；不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>the chat template does not mark each of the assistant&apos;s messages, so that those of weight 0 cannot be told from the others</source>
        <translation>聊天模板没有标出助手的每条消息，因此无法把权重为 0 的消息与其他消息区分开</translation>
    </message>
    <message>
        <source>Mark them in the template, or learn whole conversations: assistant_only_loss = false.</source>
        <translation>请在模板中标出，或学习整个对话：assistant_only_loss = false。</translation>
    </message>
    <message>
        <source>the chat template does not mark what the assistant says: in {0} its words were found by rendering the beginnings of the conversation. They begin behind what asks for an answer and end with the mark that ends the turn.</source>
        <translation>聊天模板没有标出助手所说的话：在 {0}中，助手的话是通过渲染对话的开头部分找到的。它们从请求回答的提示之后开始，到结束该轮的标记为止。</translation>
    </message>
    <message>
        <source>in {0} the chat template writes the beginning of a conversation otherwise once it goes on (first in line {1}, before message {2}: {3}, where it wrote {4} alone). A model that learns the whole conversation reads other words there than when it is asked turn by turn.</source>
        <translation>在 {0}中，对话继续之后聊天模板对开头部分的写法有所不同（首次出现在第 {1} 行、第 {2} 条消息之前：写作 {3}，而单独渲染开头时写作 {4}）。学习整个对话的模型在那里读到的文字，与逐轮提问时不同。</translation>
    </message>
    <message>
        <source>the chat template does not mark what the assistant says, and its words cannot be found by rendering the conversation with others</source>
        <translation>聊天模板没有标出助手所说的话，用别的文字渲染对话也找不到它们</translation>
    </message>
    <message>
        <source>something stands behind the list of calls</source>
        <translation>调用列表之后还有别的内容</translation>
    </message>
    <message>
        <source>expected {0}: {1}</source>
        <translation>应为 {0}：{1}</translation>
    </message>
    <message>
        <source>expected the name of a function</source>
        <translation>应为函数名</translation>
    </message>
    <message>
        <source>expected an argument with its name</source>
        <translation>应为带名称的参数</translation>
    </message>
    <message>
        <source>the name {0} is repeated</source>
        <translation>名称 {0} 重复出现</translation>
    </message>
    <message>
        <source>expected a text, a number, a list, a dict, True, False or None</source>
        <translation>应为文本、数字、列表、字典、True、False 或 None</translation>
    </message>
    <message>
        <source>lists and dicts nested deeper than {0} levels</source>
        <translation>列表和字典的嵌套超过 {0} 层</translation>
    </message>
    <message>
        <source>the keys of a dict must be texts</source>
        <translation>字典的键必须是文本</translation>
    </message>
    <message>
        <source>the whole number {0} is too large</source>
        <translation>整数 {0} 过大</translation>
    </message>
    <message>
        <source>the number {0} is too large</source>
        <translation>数字 {0} 过大</translation>
    </message>
    <message>
        <source>a text has no end</source>
        <translation>文本没有结束</translation>
    </message>
    <message>
        <source>a text has an escape that is not known</source>
        <translation>文本中有未知的转义</translation>
    </message>
    <message>
        <source>a text has one half of a character</source>
        <translation>文本中只有半个字符</translation>
    </message>
    <message>
        <source>a part of the answer is no list of calls: {0}</source>
        <translation>回答的一部分不是调用列表：{0}</translation>
    </message>
    <message>
        <source>an argument of a content parser is not usable</source>
        <translation>内容解析器的一个参数不可用</translation>
    </message>
    <message>
        <source>a part of the answer is no whole number</source>
        <translation>回答的一部分不是整数</translation>
    </message>
    <message>
        <source>a part of the answer is no number</source>
        <translation>回答的一部分不是数字</translation>
    </message>
    <message>
        <source>a list of pairs of texts</source>
        <translation>由文本对组成的列表</translation>
    </message>
    <message>
        <source>the answer holds characters that mark texts within JSON</source>
        <translation>回答中含有用于标记 JSON 内文本的字符</translation>
    </message>
    <message>
        <source>a part of the answer is no JSON: {0}</source>
        <translation>回答的一部分不是 JSON：{0}</translation>
    </message>
    <message>
        <source>{0} under &quot;name&quot;</source>
        <translation>&quot;name&quot; 下的 {0}</translation>
    </message>
    <message>
        <source>a pattern with the groups key and value</source>
        <translation>带有 key 和 value 两个组的正则表达式</translation>
    </message>
    <message>
        <source>only texts can be joined</source>
        <translation>只有文本才能连接</translation>
    </message>
    <message>
        <source>a field that repeats is a list</source>
        <translation>可重复的字段是列表</translation>
    </message>
    <message>
        <source>the answer lacks a part that it must have</source>
        <translation>回答缺少必需的部分</translation>
    </message>
    <message>
        <source>a pattern of the response template gave up on this answer</source>
        <translation>回答模板的一个正则表达式在这个回答上放弃了匹配</translation>
    </message>
    <message>
        <source>this key is not known</source>
        <translation>未知的键</translation>
    </message>
    <message>
        <source>a text and a pattern exclude each other</source>
        <translation>文本与正则表达式不能同时给出</translation>
    </message>
    <message>
        <source>a mark is a text that is not empty</source>
        <translation>标记是非空文本</translation>
    </message>
    <message>
        <source>a text or a list of texts</source>
        <translation>一个文本或文本列表</translation>
    </message>
    <message>
        <source>the list of marks is empty</source>
        <translation>标记列表为空</translation>
    </message>
    <message>
        <source>a pattern is a text</source>
        <translation>正则表达式是文本</translation>
    </message>
    <message>
        <source>this is not true or false</source>
        <translation>既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>there is no transform for each</source>
        <translation>没有用于每一项的 transform</translation>
    </message>
    <message>
        <source>a transform</source>
        <translation>一个 transform</translation>
    </message>
    <message>
        <source>a text mixes a placeholder with other words</source>
        <translation>一个文本把占位符与其他文字混在一起</translation>
    </message>
    <message>
        <source>a text that is one placeholder, as &quot;{content}&quot;, or has none</source>
        <translation>整个为一个占位符的文本（如 &quot;{content}&quot;），或不含占位符的文本</translation>
    </message>
    <message>
        <source>what a group of a pattern takes is lost without a transform</source>
        <translation>没有 transform，正则表达式的组所取的内容就会丢失</translation>
    </message>
    <message>
        <source>a transform that names it, or no named group</source>
        <translation>用到它的 transform，或不带命名组</translation>
    </message>
    <message>
        <source>a field is an object</source>
        <translation>字段是对象</translation>
    </message>
    <message>
        <source>this content parser is not known</source>
        <translation>未知的内容解析器</translation>
    </message>
    <message>
        <source>what joins the parts is a text, of a field that repeats</source>
        <translation>用于连接各部分的是文本，且字段必须可重复</translation>
    </message>
    <message>
        <source>a text, and &quot;repeats&quot;: true</source>
        <translation>一个文本，以及 &quot;repeats&quot;: true</translation>
    </message>
    <message>
        <source>the arguments are an object</source>
        <translation>参数是对象</translation>
    </message>
    <message>
        <source>a response template is an object</source>
        <translation>回答模板是对象</translation>
    </message>
    <message>
        <source>this version is not known</source>
        <translation>未知的版本</translation>
    </message>
    <message>
        <source>the defaults are an object</source>
        <translation>默认值是对象</translation>
    </message>
    <message>
        <source>there are no fields</source>
        <translation>没有字段</translation>
    </message>
    <message>
        <source>an object with a field at least</source>
        <translation>至少含一个字段的对象</translation>
    </message>
    <message>
        <source>two fields have no beginning</source>
        <translation>有两个字段没有开始标记</translation>
    </message>
    <message>
        <source>open or open_pattern in all fields but one</source>
        <translation>除一个字段外都要有 open 或 open_pattern</translation>
    </message>
    <message>
        <source>nothing says where an answer begins</source>
        <translation>没有说明回答从哪里开始</translation>
    </message>
    <message>
        <source>start_anchor or start_anchor_pattern</source>
        <translation>start_anchor 或 start_anchor_pattern</translation>
    </message>
    <message>
        <source>this model has no response template: nothing says which words of an answer are thought, said, or calls of tools</source>
        <translation>这个模型没有回答模板：没有说明回答中哪些文字是思考、哪些是话语、哪些是工具调用</translation>
    </message>
    <message>
        <source>{&quot;start_anchor&quot;, &quot;fields&quot;}</source>
        <translation>{&quot;start_anchor&quot;, &quot;fields&quot;}</translation>
    </message>
    <message>
        <source>Put the template of the model&apos;s maker there.</source>
        <translation>请把模型作者的模板放在那里。</translation>
    </message>
    <message>
        <source>the answer has nothing for the placeholder {0}</source>
        <translation>回答中没有占位符 {0} 所需的内容</translation>
    </message>
    <message>
        <source>{0} among {1}</source>
        <translation>{1} 之中的 {0}</translation>
    </message>
    <message>
        <source>transform_each needs a list</source>
        <translation>transform_each 需要列表</translation>
    </message>
    <message>
        <source>transform_each needs a list of objects</source>
        <translation>transform_each 需要由对象组成的列表</translation>
    </message>
    <message>
        <source>the tokens are too long to be cut</source>
        <translation>词元太长，无法切分</translation>
    </message>
    <message>
        <source>{0} byte comparisons</source>
        <translation>{0} 次字节比较</translation>
    </message>
    <message>
        <source>{0} at most</source>
        <translation>至多 {0}</translation>
    </message>
    <message>
        <source>a list of ranks does not say how a text is cut and which special tokens there are, and no encoding that is known is named</source>
        <translation>等级列表没有说明文本如何切分、有哪些特殊词元，也没有给出已知的编码名称</translation>
    </message>
    <message>
        <source>Name the file after its encoding, as cl100k_base.tiktoken; or write &quot;tiktoken_encoding&quot; into the tokenizer_config.json beside it; or add the tokenizer.json of the same model.</source>
        <translation>请按编码给文件命名，如 cl100k_base.tiktoken；或在旁边的 tokenizer_config.json 中写入 &quot;tiktoken_encoding&quot;；或加入同一模型的 tokenizer.json。</translation>
    </message>
    <message>
        <source>a field of the tokenizer_config.json is of the wrong type</source>
        <translation>tokenizer_config.json 的一个字段类型不对</translation>
    </message>
    <message>
        <source>this line is no token with its rank</source>
        <translation>这一行不是带等级的词元</translation>
    </message>
    <message>
        <source>base64, a blank, and a whole number from 0, as &quot;IQ== 0&quot;</source>
        <translation>base64、一个空格和从 0 起的整数，如 &quot;IQ== 0&quot;</translation>
    </message>
    <message>
        <source>this token stands in line {0} already</source>
        <translation>这个词元已出现在第 {0} 行</translation>
    </message>
    <message>
        <source>each token once</source>
        <translation>每个词元一次</translation>
    </message>
    <message>
        <source>this rank stands in line {0} already</source>
        <translation>这个等级已出现在第 {0} 行</translation>
    </message>
    <message>
        <source>each rank once</source>
        <translation>每个等级一次</translation>
    </message>
    <message>
        <source>this list of ranks is empty</source>
        <translation>等级列表为空</translation>
    </message>
    <message>
        <source>a token a line</source>
        <translation>每行一个词元</translation>
    </message>
    <message>
        <source>some bytes have no rank: what is written with them cannot be expressed</source>
        <translation>有些字节没有等级：用它们书写的内容无法表示</translation>
    </message>
    <message>
        <source>{0} bytes without a rank</source>
        <translation>{0} 个字节没有等级</translation>
    </message>
    <message>
        <source>a rank for each of the 256 bytes</source>
        <translation>256 个字节各有一个等级</translation>
    </message>
    <message>
        <source>Fetch the whole file anew.</source>
        <translation>请重新获取完整的文件。</translation>
    </message>
    <message>
        <source>the configuration lacks a field</source>
        <translation>配置缺少字段</translation>
    </message>
    <message>
        <source>pattern, version, default_vocab_size and default_num_special_tokens</source>
        <translation>pattern、version、default_vocab_size 和 default_num_special_tokens</translation>
    </message>
    <message>
        <source>v1, v2, v3, v7, v11, v13 or v15</source>
        <translation>v1、v2、v3、v7、v11、v13 或 v15</translation>
    </message>
    <message>
        <source>the sizes do not fit the vocabulary</source>
        <translation>大小与词表不符</translation>
    </message>
    <message>
        <source>default_num_special_tokens, and {0} tokens at most behind them</source>
        <translation>default_num_special_tokens，其后至多 {0} 个词元</translation>
    </message>
    <message>
        <source>this is no token with its rank</source>
        <translation>这不是带等级的词元</translation>
    </message>
    <message>
        <source>the rank {0} and the bytes of a token in base64</source>
        <translation>等级 {0} 以及以 base64 表示的词元字节</translation>
    </message>
    <message>
        <source>the first 256 tokens are not the bytes in their order</source>
        <translation>前 256 个词元不是按顺序排列的字节</translation>
    </message>
    <message>
        <source>the byte {0}</source>
        <translation>字节 {0}</translation>
    </message>
    <message>
        <source>this token has the rank {0} already</source>
        <translation>这个词元的等级已是 {0}</translation>
    </message>
    <message>
        <source>this is no special token with its rank</source>
        <translation>这不是带等级的特殊词元</translation>
    </message>
    <message>
        <source>the rank {0} and the text of a token</source>
        <translation>等级 {0} 以及词元的文本</translation>
    </message>
    <message>
        <source>the file does not list its special tokens</source>
        <translation>文件没有列出特殊词元</translation>
    </message>
    <message>
        <source>a list, from version v11 on</source>
        <translation>从版本 v11 起为列表</translation>
    </message>
    <message>
        <source>there are more special tokens than ids for them</source>
        <translation>特殊词元多于可用的编号</translation>
    </message>
    <message>
        <source>Name it after its encoding, as cl100k_base.tiktoken, or add the tokenizer.json of the same model.</source>
        <translation>请按编码命名，如 cl100k_base.tiktoken，或加入同一模型的 tokenizer.json。</translation>
    </message>
    <message>
        <source>the folder has several lists of ranks</source>
        <translation>文件夹中有多个等级列表</translation>
    </message>
    <message>
        <source>Name the file that the model was trained with, or leave that one alone there.</source>
        <translation>请指明模型训练时所用的文件，或只保留那一个。</translation>
    </message>
    <message>
        <source>a list of calls</source>
        <translation>调用列表</translation>
    </message>
    <message>
        <source>a comma between two items</source>
        <translation>两项之间的逗号</translation>
    </message>
    <message>
        <source>the arguments of a call</source>
        <translation>调用的参数</translation>
    </message>
    <message>
        <source>the value of an argument</source>
        <translation>参数的值</translation>
    </message>
    <message>
        <source>there is no memory to unpack with</source>
        <translation>没有可用于解压的内存</translation>
    </message>
    <message>
        <source>the gzip archive is damaged</source>
        <translation>gzip 压缩包已损坏</translation>
    </message>
    <message>
        <source>bytes that cannot be unpacked</source>
        <translation>无法解压的字节</translation>
    </message>
    <message>
        <source>Fetch or pack it again.</source>
        <translation>请重新获取或重新压缩。</translation>
    </message>
    <message>
        <source>the gzip archive is not complete: the file ends inside it</source>
        <translation>gzip 压缩包不完整：文件在中途结束</translation>
    </message>
    <message>
        <source>the end of the archive</source>
        <translation>压缩包的结尾</translation>
    </message>
    <message>
        <source>a prompt of messages has an answer that is no message, or the other way round</source>
        <translation>prompt 是消息而回答不是消息，或者相反</translation>
    </message>
    <message>
        <source>words without a speaker</source>
        <translation>没有说话人的文字</translation>
    </message>
    <message>
        <source>messages with role and content on both sides</source>
        <translation>两边都是带 role 与 content 的消息</translation>
    </message>
    <message>
        <source>an Arrow file</source>
        <translation>Arrow 文件</translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation>SQLite 数据库</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>tar 归档</translation>
    </message>
    <message>
        <source>Write it as JSON Lines; pandas does so: pandas.read_parquet(FILE).to_json(&quot;rows.jsonl&quot;, orient=&quot;records&quot;, lines=True)</source>
        <translation>请写成 JSON Lines；pandas 可以这样做：pandas.read_parquet(FILE).to_json(&quot;rows.jsonl&quot;, orient=&quot;records&quot;, lines=True)</translation>
    </message>
    <message>
        <source>Unpack it; a spreadsheet is saved as CSV in UTF-8 first.</source>
        <translation>请先解压；电子表格请先存为 UTF-8 的 CSV。</translation>
    </message>
    <message>
        <source>a list of [question, answer]</source>
        <translation>由 [问题, 回答] 组成的列表</translation>
    </message>
    <message>
        <source>[question, answer], two texts</source>
        <translation>[问题, 回答]，两段文本</translation>
    </message>
    <message>
        <source>this is no dialogue of Human and Assistant</source>
        <translation>这不是 Human 与 Assistant 的对话</translation>
    </message>
    <message>
        <source>&quot;\n\nHuman: …\n\nAssistant: …&quot;</source>
        <translation>&quot;\n\nHuman: …\n\nAssistant: …&quot;</translation>
    </message>
    <message>
        <source>the dialogue ends without an answer: there is nothing to compare</source>
        <translation>对话结束时没有回答：没有可比较的内容</translation>
    </message>
    <message>
        <source>a last message by Human</source>
        <translation>最后一条消息来自 Human</translation>
    </message>
    <message>
        <source>a last message by Assistant</source>
        <translation>最后一条消息来自 Assistant</translation>
    </message>
    <message>
        <source>the conversation ends without an answer that could be good or bad</source>
        <translation>对话结束时没有可判断好坏的回答</translation>
    </message>
    <message>
        <source>a question, and an answer of the assistant at the end</source>
        <translation>一个问题，以及结尾处助手的回答</translation>
    </message>
    <message>
        <source>{&quot;messages&quot;: …}</source>
        <translation>{&quot;messages&quot;: …}</translation>
    </message>
    <message>
        <source>there is nothing that the two sides answer</source>
        <translation>没有两边所要回答的内容</translation>
    </message>
    <message>
        <source>at least one message</source>
        <translation>至少一条消息</translation>
    </message>
    <message>
        <source>text, or a list of parts that are text, thoughts or calls of tools</source>
        <translation>文本，或由文本、思考、工具调用组成的部分列表</translation>
    </message>
    <message>
        <source>Only words can be learnt here: leave such rows out, or describe the part.</source>
        <translation>这里只能学习文字：请去掉这样的行，或用文字描述该部分。</translation>
    </message>
    <message>
        <source>a part of the kind &quot;{0}&quot;</source>
        <translation>类型为“{0}”的部分</translation>
    </message>
    <message>
        <source>a call of a tool as JSON: {&quot;name&quot;: …, &quot;arguments&quot;: …}</source>
        <translation>JSON 形式的工具调用：{&quot;name&quot;: …, &quot;arguments&quot;: …}</translation>
    </message>
    <message>
        <source>an empty list</source>
        <translation>空列表</translation>
    </message>
    <message>
        <source>[{&quot;input&quot;: …, &quot;output&quot;: …}]</source>
        <translation>[{&quot;input&quot;: …, &quot;output&quot;: …}]</translation>
    </message>
    <message>
        <source>the task has several instances, which would be as many rows</source>
        <translation>该任务有多个实例，应各占一行</translation>
    </message>
    <message>
        <source>Write a row for each instance.</source>
        <translation>请为每个实例写一行。</translation>
    </message>
    <message>
        <source>{&quot;input&quot;: …, &quot;output&quot;: …}</source>
        <translation>{&quot;input&quot;: …, &quot;output&quot;: …}</translation>
    </message>
    <message>
        <source>a side of the preference has no messages</source>
        <translation>偏好的一边没有消息</translation>
    </message>
    <message>
        <source>{0} messages beside {1}</source>
        <translation>一边 {0} 条消息，另一边 {1} 条</translation>
    </message>
    <message>
        <source>a conversation on each side</source>
        <translation>两边各一段对话</translation>
    </message>
    <message>
        <source>the two sides begin with different messages, so that they answer different prompts</source>
        <translation>两边以不同的消息开头，因此回答的是不同的 prompt</translation>
    </message>
    <message>
        <source>a first message by {0}</source>
        <translation>第一条消息来自 {0}</translation>
    </message>
    <message>
        <source>the messages with which the chosen side begins</source>
        <translation>chosen 一边开头的那些消息</translation>
    </message>
    <message>
        <source>a message is learnt or it is not: there is nothing between</source>
        <translation>一条消息要么学习，要么不学习：没有中间情况</translation>
    </message>
    <message>
        <source>0 or 1</source>
        <translation>0 或 1</translation>
    </message>
    <message>
        <source>an object with role and content</source>
        <translation>带 role 与 content 的对象</translation>
    </message>
    <message>
        <source>{0} rows left out: their answers are marked as bad</source>
        <translation>已略去 {0} 行：其回答被标为坏</translation>
    </message>
    <message>
        <source>Two tokens of this tokenizer have the same id</source>
        <translation>这个分词器有两个词元编号相同</translation>
    </message>
    <message>
        <source>an encoding is named for a file that is no list of ranks</source>
        <translation>为一个不是等级列表的文件指定了编码</translation>
    </message>
    <message>
        <source>the tokenizer gives a token that the model has no row for</source>
        <translation>分词器给出了模型中没有对应行的词元</translation>
    </message>
    <message>
        <source>no row has a token whose loss counts</source>
        <translation>没有任何一行含有计入损失的词元</translation>
    </message>
    <message>
        <source>{0} of {1} rows left out: no token of theirs counts</source>
        <translation>略去 {1} 行中的 {0} 行：其中没有计入的词元</translation>
    </message>
    <message>
        <source>The job was stopped.</source>
        <translation>任务已停止。</translation>
    </message>
    <message>
        <source>the model&apos;s folder has no tokenizer, so that text cannot be read</source>
        <translation>模型的文件夹中没有分词器，因此无法读取文本</translation>
    </message>
    <message>
        <source>Copy the tokenizer&apos;s files into the folder.</source>
        <translation>请把分词器的文件复制到该文件夹中。</translation>
    </message>
    <message>
        <source>Ask for fewer, or for larger numbers or more steps.</source>
        <translation>请减少数量，或改用更大的数或更多的步骤。</translation>
    </message>
    <message>
        <source>as text this prompt is read as other tokens than the chat template means</source>
        <translation>此提示作为文本读取时，得到的词元与对话模板所指的不同</translation>
    </message>
    <message>
        <source>the {0} tokens of the template, not {1}</source>
        <translation>模板的 {0} 个词元，而不是 {1} 个</translation>
    </message>
    <message>
        <source>a row without a problem as text cannot be put to a model</source>
        <translation>没有文本题目的行无法提给模型</translation>
    </message>
    <message>
        <source>an example shows no solution</source>
        <translation>有一个示例没有给出解答</translation>
    </message>
    <message>
        <source>rows with &quot;completion&quot;</source>
        <translation>带有 &quot;completion&quot; 的行</translation>
    </message>
    <message>
        <source>the chat template is that of a model with a folder</source>
        <translation>对话模板须来自有文件夹的模型</translation>
    </message>
    <message>
        <source>an entry of [models] that is no remote one</source>
        <translation>[models] 中一个非远程的条目</translation>
    </message>
    <message>
        <source>examples have a data set and a number</source>
        <translation>示例需要数据集和数量</translation>
    </message>
    <message>
        <source>examples and shots, or neither</source>
        <translation>examples 和 shots 都给出，或都不给出</translation>
    </message>
    <message>
        <source>rows of tokens are written already: nothing can be put around them</source>
        <translation>词元行已经写定：其前后不能再添加内容</translation>
    </message>
    <message>
        <source>format = &quot;rows&quot;</source>
        <translation>format = &quot;rows&quot;</translation>
    </message>
    <message>
        <source>an arm is asked the same problems twice</source>
        <translation>同一组实验被问了两次相同的题目</translation>
    </message>
    <message>
        <source>one wording of &quot;{0}&quot;</source>
        <translation>“{0}”的一种问法</translation>
    </message>
    <message>
        <source>prompt and completion are messages; only plain texts can be read here</source>
        <translation>提示和补全是消息；这里只能读取纯文本</translation>
    </message>
    <message>
        <source>plain texts, or one list of messages</source>
        <translation>纯文本，或一个消息列表</translation>
    </message>
    <message>
        <source>list of numbers</source>
        <translation>数字列表</translation>
    </message>
    <message>
        <source>a list of any of{0}</source>
        <translation>由以下任意项组成的列表：{0}</translation>
    </message>
    <message>
        <source>The tokenizer is a tokenizer.model, which is not written into GGUF files: the file takes ids and no text.</source>
        <translation>分词器是 tokenizer.model，不会写入 GGUF 文件：该文件接受词元 ID，不接受文本。</translation>
    </message>
    <message>
        <source>label_smoothing has no effect on these losses</source>
        <translation>label_smoothing 对这些损失没有作用</translation>
    </message>
    <message>
        <source>the reference has other weights than the policy and cannot follow it</source>
        <translation>参考模型的权重与策略不同，无法跟随它</translation>
    </message>
    <message>
        <source>Name no reference, or one of the same shape as the policy.</source>
        <translation>请不要指定参考模型，或指定与策略形状相同的模型。</translation>
    </message>
    <message>
        <source>there is no loss</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>this loss is defined for f_divergence_type reverse_kl alone</source>
        <translation>此损失只对 f_divergence_type reverse_kl 有定义</translation>
    </message>
    <message>
        <source>this loss sorts the pairs, so that use_weighting cannot weigh one</source>
        <translation>此损失会对样本对排序，因此 use_weighting 无法为单个样本对加权</translation>
    </message>
    <message>
        <source>not as many weights as losses</source>
        <translation>权重数目与损失数目不同</translation>
    </message>
    <message>
        <source>exo_pair needs a label_smoothing, such as 0.001</source>
        <translation>exo_pair 需要 label_smoothing，例如 0.001</translation>
    </message>
    <message>
        <source>{0} good and {1} bad answers: desirable_weight and undesirable_weight should make the good ones count 1 to 1.33 times what the bad ones do</source>
        <translation>{0} 个好回答和 {1} 个坏回答：desirable_weight 和 undesirable_weight 应使好回答的总权重为坏回答的 1 到 1.33 倍</translation>
    </message>
    <message>
        <source>the KL term is estimated with the other completions of a batch, and there are none</source>
        <translation>KL 项用同批的其他补全来估计，而这里没有</translation>
    </message>
    <message>
        <source>longer than max_length</source>
        <translation>超过 max_length</translation>
    </message>
    <message>
        <source>the stored completions of a step do not make whole groups</source>
        <translation>一步的已存补全不能组成完整的组</translation>
    </message>
    <message>
        <source>a completion without a label</source>
        <translation>没有标签的补全</translation>
    </message>
    <message>
        <source>true for a good one, false for a bad one</source>
        <translation>好的为 true，坏的为 false</translation>
    </message>
    <message>
        <source>no row to learn from</source>
        <translation>没有可供学习的行</translation>
    </message>
    <message>
        <source>frozen_dtype changes nothing: the run has no network with weights of its own that is only read.</source>
        <translation>frozen_dtype 没有作用：此运行没有自带权重的只读网络。</translation>
    </message>
    <message>
        <source>not an object of reward functions and numbers</source>
        <translation>不是奖励函数与数字的对象</translation>
    </message>
    <message>
        <source>the labels of the steps cannot be read</source>
        <translation>无法读取步骤的标签</translation>
    </message>
    <message>
        <source>a list of {0} numbers: 0, 1 or -100</source>
        <translation>由 {0} 个数字组成的列表：0、1 或 -100</translation>
    </message>
    <message>
        <source>0, 1, a number in between, or -100</source>
        <translation>0、1、介于两者之间的数字，或 -100</translation>
    </message>
    <message>
        <source>the prompt is no plain text</source>
        <translation>提示不是纯文本</translation>
    </message>
    <message>
        <source>{0} rows left out: no labelled step within max_length</source>
        <translation>略去 {0} 行：在 max_length 以内没有有标签的步骤</translation>
    </message>
    <message>
        <source>the value of a key</source>
        <translation>键的值</translation>
    </message>
    <message>
        <source>Leave the encoding out: this file says itself how a text is cut.</source>
        <translation>请省略编码：此文件自己说明如何切分文本。</translation>
    </message>
    <message>
        <source>this row has no reward of a function that reward_funcs names</source>
        <translation>此行没有 reward_funcs 所指定函数的奖励</translation>
    </message>
    <message>
        <source>a number or null for {0}</source>
        <translation>{0} 的数字或 null</translation>
    </message>
    <message>
        <source>Name in reward_funcs what the rows have, and give it in every row.</source>
        <translation>请在 reward_funcs 中写明各行具有的奖励，并在每一行中给出。</translation>
    </message>
    <message>
        <source>the student writes every completion, so that the teacher writes none</source>
        <translation>每个续写都由学生模型写出，因此教师模型一个也不写</translation>
    </message>
    <message>
        <source>replay_share is set, but there are no rows of earlier data</source>
        <translation>设置了 replay_share，但没有早先数据的行</translation>
    </message>
    <message>
        <source>a data set</source>
        <translation>一个数据集</translation>
    </message>
    <message>
        <source>Name one in [stage.inputs], or set replay_share to 0.</source>
        <translation>在 [stage.inputs] 中指定一个，或把 replay_share 设为 0。</translation>
    </message>
    <message>
        <source>student and teacher do not have logits of the same shape</source>
        <translation>学生与教师的 logits 形状不同</translation>
    </message>
    <message>
        <source>stopped while the importance of the weights was measured</source>
        <translation>在测量权重重要性时停止</translation>
    </message>
    <message>
        <source>an adapter&apos;s own weights are held, not those of the model that it changes</source>
        <translation>被约束的是适配器自己的权重，而不是它所改变的模型的权重</translation>
    </message>
    <message>
        <source>the importance that an earlier stage measured is not that of the weights which learn</source>
        <translation>早先阶段测得的重要性不属于正在学习的这些权重</translation>
    </message>
    <message>
        <source>Name a stage that trained the same model in the same way.</source>
        <translation>请指定以同样方式训练同一模型的阶段。</translation>
    </message>
    <message>
        <source>no {0}</source>
        <translation>没有 {0}</translation>
    </message>
    <message>
        <source>{0} tensors</source>
        <translation>{0} 个张量</translation>
    </message>
    <message>
        <source>{0} with {1} numbers</source>
        <translation>{0}，含 {1} 个数</translation>
    </message>
    <message>
        <source>ewc_lambda is set, but nothing says which weights matter to what was learnt before</source>
        <translation>设置了 ewc_lambda，但没有说明哪些权重对先前所学重要</translation>
    </message>
    <message>
        <source>{0}: rows that were learnt before, or {1}: what an earlier stage measured</source>
        <translation>{0}：先前学过的行，或 {1}：早先阶段测得的结果</translation>
    </message>
    <message>
        <source>Name one of them in [stage.inputs], or set ewc_lambda to 0.</source>
        <translation>在 [stage.inputs] 中指定其中之一，或把 ewc_lambda 设为 0。</translation>
    </message>
    <message>
        <source>Only one of the two models has a tokenizer in its folder, so that it cannot be told whether the {0} has the same tokens; it has as many.</source>
        <translation>两个模型中只有一个的文件夹里有分词器，因此无法判断{0}的词元是否相同；数量是一样的。</translation>
    </message>
    <message>
        <source>the {0} has another vocabulary than the model that learns, so that their distributions over the next token cannot be compared</source>
        <translation>{0}的词表与正在学习的模型不同，因此无法比较它们对下一个词元的分布</translation>
    </message>
    <message>
        <source>Name a model of the same family, with the same tokenizer; what one of another family writes can be learnt as text: sample from it, and train on the samples.</source>
        <translation>请指定同一系列、分词器相同的模型；其他系列的模型所写的内容可以作为文本来学：先从它采样，再用样本训练。</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>没有词元</translation>
    </message>
    <message>
        <source>token {0} is {1}</source>
        <translation>词元 {0} 是 {1}</translation>
    </message>
    <message>
        <source>this is not read as long as {0} is 0</source>
        <translation>只要 {0} 为 0，就不会读取它</translation>
    </message>
    <message>
        <source>Set {0}, or leave this input out.</source>
        <translation>请设置 {0}，或去掉这个输入。</translation>
    </message>
    <message>
        <source>{0} is set, which needs an input</source>
        <translation>设置了 {0}，它需要一个输入</translation>
    </message>
    <message>
        <source>one of these in [stage.inputs]: {0}</source>
        <translation>[stage.inputs] 中的其中之一：{0}</translation>
    </message>
    <message>
        <source>It reads {0}; without it set {1} to 0.</source>
        <translation>它读取{0}；没有时请把 {1} 设为 0。</translation>
    </message>
    <message>
        <source>a data set is made by a task, read from a file, or has the rows of others</source>
        <translation>数据集由任务生成、从文件读取，或取自其他数据集的行</translation>
    </message>
    <message>
        <source>one of task, file, mix and of</source>
        <translation>task、file、mix、of 之一</translation>
    </message>
    <message>
        <source>an earlier [[data]]</source>
        <translation>先前的一个 [[data]]</translation>
    </message>
    <message>
        <source>rows of text and rows of tokens cannot be mixed</source>
        <translation>文本行与词元行不能混在一起</translation>
    </message>
    <message>
        <source>not as many weights as data sets</source>
        <translation>权重的个数与数据集不同</translation>
    </message>
    <message>
        <source>a mixture takes each set 0 times or more, and one of them at least in part</source>
        <translation>混合中每个数据集取 0 次或更多，且至少有一个取一部分</translation>
    </message>
    <message>
        <source>reward_funcs asks a reward model, and the run names none</source>
        <translation>reward_funcs 要用奖励模型，但此运行没有指定</translation>
    </message>
    <message>
        <source>a model that scores, as the stage reward leaves it</source>
        <translation>会打分的模型，如 reward 阶段所产出的</translation>
    </message>
    <message>
        <source>Name it in the stage&apos;s [stage.inputs], or take reward_model out of reward_funcs.</source>
        <translation>在该阶段的 [stage.inputs] 中指定它，或从 reward_funcs 中去掉 reward_model。</translation>
    </message>
    <message>
        <source>these settings look at the entropy of each token</source>
        <translation>这些设置需要每个词元的熵</translation>
    </message>
    <message>
        <source>lora_dropout has no effect: nothing is dropped out here, as in TRL</source>
        <translation>lora_dropout 不起作用：与 TRL 一样，这里不做丢弃</translation>
    </message>
    <message>
        <source>it would bound tokens that have not moved</source>
        <translation>它会限制没有移动的词元</translation>
    </message>
    <message>
        <source>a completion alone has nothing to be compared with</source>
        <translation>单独一个补全没有可比较的对象</translation>
    </message>
    <message>
        <source>the value network does not read the tokens that the policy writes</source>
        <translation>价值网络读不了策略写出的词元</translation>
    </message>
    <message>
        <source>{0}, as the policy has</source>
        <translation>{0}，与策略相同</translation>
    </message>
    <message>
        <source>Take the policy itself, a reward model that was made from it, or no value network.</source>
        <translation>用策略本身、由它得到的奖励模型，或不用价值网络。</translation>
    </message>
    <message>
        <source>Nothing was learnt from rewards: in the whole run no completion earned anything else than the likeliest one of its prompt. The problems may be too hard or too easy for this model, or max_completion_length too short.</source>
        <translation>没有从奖励中学到东西：整次运行中，没有一个补全的得分不同于其提示最可能的补全。题目对此模型可能太难或太易，或 max_completion_length 太短。</translation>
    </message>
    <message>
        <source>Nothing was learnt from rewards: every completion of the whole run earned the same. The problems may be too hard or too easy for this model, or its completions may be cut too soon.</source>
        <translation>没有从奖励中学到东西：整次运行中每个补全的得分都相同。题目对此模型可能太难或太易，或补全过早被截断。</translation>
    </message>
    <message>
        <source>a reward is one number, and this model gives others</source>
        <translation>奖励是一个数，而此模型给出的不是</translation>
    </message>
    <message>
        <source>{0} with {1} labels</source>
        <translation>{0}，{1} 个标签</translation>
    </message>
    <message>
        <source>1 label</source>
        <translation>1 个标签</translation>
    </message>
    <message>
        <source>the reward model does not read the tokens that the policy writes</source>
        <translation>奖励模型读不了策略写出的词元</translation>
    </message>
    <message>
        <source>Train the reward model from the policy, or from a model of its family.</source>
        <translation>从策略或其同族模型训练奖励模型。</translation>
    </message>
    <message>
        <source>the head of this model does not give the numbers that the {0} needs</source>
        <translation>此模型的输出头给不出 {0} 所需的数</translation>
    </message>
    <message>
        <source>{0} a token</source>
        <translation>每个词元 {0} 个</translation>
    </message>
    <message>
        <source>The {0} that the run names is not read with these settings.</source>
        <translation>在这些设置下，不会读取此运行指定的 {0}。</translation>
    </message>
    <message>
        <source>The head of the port {0} is not kept: {1}</source>
        <translation>端口 {0} 的输出头没有保存：{1}</translation>
    </message>
    <message>
        <source>reward_model asks the input reward, which is not given</source>
        <translation>reward_model 需要输入 reward，而它没有给出</translation>
    </message>
    <message>
        <source>a batch of {0} steps</source>
        <translation>{0} 步中的一批</translation>
    </message>
    <message>
        <source>no metric of this name tells which of two models is better</source>
        <translation>没有这个名称的指标能说明两个模型中哪个更好</translation>
    </message>
    <message>
        <source>The run ended at step {0} of {1}: {2} was best at step {3}.</source>
        <translation>运行在第 {0} 步（共 {1} 步）结束：{2} 在第 {3} 步最好。</translation>
    </message>
    <message>
        <source>the model of step {0}, which was best, is not there any more</source>
        <translation>第 {0} 步的模型（最好的一个）已不存在</translation>
    </message>
    <message>
        <source>Run it again from the start, or set load_best_model_at_end = false.</source>
        <translation>请从头重新运行，或设置 load_best_model_at_end = false。</translation>
    </message>
    <message>
        <source>The model is that of step {0}, with {1} = {2}.</source>
        <translation>模型取自第 {0} 步，{1} = {2}。</translation>
    </message>
    <message>
        <source>{0} completions of {1}</source>
        <translation>{1} 的 {0} 个补全</translation>
    </message>
    <message>
        <source>num_generations = {0}</source>
        <translation>num_generations = {0}</translation>
    </message>
    <message>
        <source>Store the completions of a step together, and all of each group.</source>
        <translation>请把同一步的补全放在一起，且每一组都要完整。</translation>
    </message>
    <message>
        <source>a prompt that the model is to be measured on is among those that it learns from</source>
        <translation>用来衡量模型的一个提示也在它所学习的行之中</translation>
    </message>
    <message>
        <source>the prompt of line {0} of {1}</source>
        <translation>{1} 第 {0} 行的提示</translation>
    </message>
    <message>
        <source>prompts that no row of {0} has</source>
        <translation>{0} 的任何一行都没有的提示</translation>
    </message>
    <message>
        <source>Take such rows out of one of the two, or give no rows to eval and set test_size.</source>
        <translation>请从其中一方删去这些行，或不给 eval 任何行而设置 test_size。</translation>
    </message>
    <message>
        <source>all rows have one prompt, so that none of them can be held out</source>
        <translation>所有行只有一个提示，因此无法留出任何一行</translation>
    </message>
    <message>
        <source>Set test_size to 0, or give rows of other prompts to eval.</source>
        <translation>请将 test_size 设为 0，或把其他提示的行给 eval。</translation>
    </message>
    <message>
        <source>{0} of {1} rows are held out: nothing is learnt from them.</source>
        <translation>{1} 行中有 {0} 行被留出：不从中学习。</translation>
    </message>
    <message>
        <source>no rows are held out that would tell which model is best</source>
        <translation>没有留出任何行，无从得知哪个模型最好</translation>
    </message>
    <message>
        <source>Set test_size, or give rows to the input eval.</source>
        <translation>请设置 test_size，或给输入 eval 提供行。</translation>
    </message>
    <message>
        <source>test_size has no effect: the input eval gives rows of its own</source>
        <translation>test_size 不起作用：输入 eval 已给出自己的行</translation>
    </message>
    <message>
        <source>stopped while rows were measured</source>
        <translation>在衡量行时被停止</translation>
    </message>
    <message>
        <source>neither a text nor a number</source>
        <translation>既不是文本也不是数字</translation>
    </message>
    <message>
        <source>the rows of this file say to which step they belong, and this one does not</source>
        <translation>此文件的各行都说明属于哪一步，而这一行没有</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>the rows of a step stand together, and so do those of a batch</source>
        <translation>同一步的行应相邻，同一批的行也应相邻</translation>
    </message>
    <message>
        <source>the file says which rows make a step, and the order is to be drawn</source>
        <translation>文件已说明每一步由哪些行组成，却又要求随机排序</translation>
    </message>
    <message>
        <source>Set shuffle_dataset = false, or take the key {0} out.</source>
        <translation>请设置 shuffle_dataset = false，或去掉键 {0}。</translation>
    </message>
    <message>
        <source>the file says which rows make a step, and not every row of it is used</source>
        <translation>文件已说明每一步由哪些行组成，但并非每一行都被使用</translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{1} 行中的 {0} 行</translation>
    </message>
    <message>
        <source>Leave out rows without a token to learn, or the key {0}.</source>
        <translation>请去掉没有可学习词元的行，或去掉键 {0}。</translation>
    </message>
    <message>
        <source>numbers of at least 0, not all of them 0</source>
        <translation>不小于 0 的数字，且不全为 0</translation>
    </message>
    <message>
        <source>{0} is to begin with an adapter, and there is none in this folder</source>
        <translation>{0} 要从一个适配器开始，而此文件夹中没有</translation>
    </message>
    <message>
        <source>a folder with adapter_config.json and adapter_model.safetensors</source>
        <translation>含有 adapter_config.json 和 adapter_model.safetensors 的文件夹</translation>
    </message>
    <message>
        <source>The most likely tokens are told of one place.</source>
        <translation>最可能的词元只能就一个位置给出。</translation>
    </message>
    <message>
        <source>positions that are not &quot;last&quot;</source>
        <translation>不是 &quot;last&quot; 的 positions</translation>
    </message>
    <message>
        <source>a number above 0, and &quot;positions&quot;: &quot;last&quot;</source>
        <translation>大于 0 的数，以及 &quot;positions&quot;: &quot;last&quot;</translation>
    </message>
    <message>
        <source>a conversation in which nobody asks has nothing to answer</source>
        <translation>没有人提问的对话无从回答</translation>
    </message>
    <message>
        <source>a message whose role is user</source>
        <translation>一条 role 为 user 的消息</translation>
    </message>
    <message>
        <source>Take names of special tokens out of the problems, or ask without a chat template.</source>
        <translation>请从题目中去掉特殊词元的名称，或不用聊天模板提问。</translation>
    </message>
    <message>
        <source>&quot;prompt&quot; with a text, or messages and the model whose chat template writes them</source>
        <translation>&quot;prompt&quot; 为文本，或为消息并指明用其聊天模板书写的模型</translation>
    </message>
    <message>
        <source>Name the model by chat, or leave out system, instruction and examples.</source>
        <translation>请用 chat 指明模型，或去掉 system、instruction 和 examples。</translation>
    </message>
    <message>
        <source>What was written is scored as the model itself would have it, at temperature 1.</source>
        <translation>所写内容按模型自身在温度 1 时的方式评分。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>请将其省略。</translation>
    </message>
    <message>
        <source>Correct the path: it is meant from the experiment&apos;s file on.</source>
        <translation>请更正路径：它从实验文件所在处算起。</translation>
    </message>
    <message>
        <source>a single value</source>
        <translation>单个值</translation>
    </message>
    <message>
        <source>settings, each as &quot;key: value&quot;</source>
        <translation>设置，每行为 &quot;key: value&quot;</translation>
    </message>
    <message>
        <source>at most {0}, aliases written out</source>
        <translation>别名展开后最多 {0} 个</translation>
    </message>
    <message>
        <source>texts, numbers, true, false, lists and mappings</source>
        <translation>文本、数字、true、false、列表和映射</translation>
    </message>
    <message>
        <source>first in line {0}</source>
        <translation>首次出现在第 {0} 行</translation>
    </message>
    <message>
        <source>YAML, one document</source>
        <translation>YAML，单个文档</translation>
    </message>
    <message>
        <source>the file is larger than {0} bytes</source>
        <translation>文件大于 {0} 字节</translation>
    </message>
    <message>
        <source>the file is not UTF-8</source>
        <translation>文件不是 UTF-8</translation>
    </message>
    <message>
        <source>the file holds a NUL</source>
        <translation>文件含有 NUL</translation>
    </message>
    <message>
        <source>a second document begins here</source>
        <translation>这里开始了第二个文档</translation>
    </message>
    <message>
        <source>curves are not written in this format</source>
        <translation>曲线不能写成这种格式</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>this run has logged no step</source>
        <translation>此运行没有记录任何步</translation>
    </message>
    <message>
        <source>a training with at least one logged step</source>
        <translation>至少记录了一步的训练</translation>
    </message>
    <message>
        <source>Let it run first; steps are logged every logging_steps.</source>
        <translation>先让它运行；每 logging_steps 步记录一次。</translation>
    </message>
    <message>
        <source>only a training can be swept</source>
        <translation>只有训练可以扫描</translation>
    </message>
    <message>
        <source>a fork goes on with the seed of the run that it leaves</source>
        <translation>分叉沿用其来源运行的种子</translation>
    </message>
    <message>
        <source>Leave out the seeds, or sweep a training of its own.</source>
        <translation>去掉种子，或扫描一个独立的训练。</translation>
    </message>
    <message>
        <source>this stage is swept, so that it is several runs</source>
        <translation>此阶段是扫描，因此是多个运行</translation>
    </message>
    <message>
        <source>one of its runs: {0}</source>
        <translation>它的运行之一：{0}</translation>
    </message>
    <message>
        <source>a table of key = [values] and seeds = number</source>
        <translation>由 key = [值] 和 seeds = 数字 组成的表</translation>
    </message>
    <message>
        <source>nothing is swept</source>
        <translation>没有扫描任何东西</translation>
    </message>
    <message>
        <source>a setting with several values, or seeds = 3</source>
        <translation>一个有多个值的设置，或 seeds = 3</translation>
    </message>
    <message>
        <source>the sweep has too many runs</source>
        <translation>扫描的运行太多</translation>
    </message>
    <message>
        <source>there is no such setting to sweep over</source>
        <translation>没有这样的设置可供扫描</translation>
    </message>
    <message>
        <source>a setting of this stage, or seeds</source>
        <translation>此阶段的一个设置，或 seeds</translation>
    </message>
    <message>
        <source>a list of at least one value</source>
        <translation>至少一个值的列表</translation>
    </message>
    <message>
        <source>the settings of the stage give this a value too</source>
        <translation>阶段的设置里也给了它一个值</translation>
    </message>
    <message>
        <source>one of the two</source>
        <translation>两者之一</translation>
    </message>
    <message>
        <source>a value is swept twice</source>
        <translation>同一个值扫描了两次</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>每个值一次</translation>
    </message>
    <message>
        <source>these are no seeds</source>
        <translation>这不是种子</translation>
    </message>
    <message>
        <source>a number from 1 to {0}, or a list of different seeds from 0 on</source>
        <translation>1 到 {0} 的数字，或从 0 起互不相同的种子列表</translation>
    </message>
    <message>
        <source>the file does not say which algorithm its settings are for</source>
        <translation>文件没有说明其设置属于哪个算法</translation>
    </message>
    <message>
        <source>“{0}” is given twice, under two names</source>
        <translation>“{0}”以两个名称给出了两次</translation>
    </message>
    <message>
        <source>this setting has no meaning here and is left out</source>
        <translation>此设置在这里没有意义，已略去</translation>
    </message>
    <message>
        <source>{0} has no such setting here; it is left out</source>
        <translation>{0} 在这里没有此设置；已略去</translation>
    </message>
    <message>
        <source>there is no such model here</source>
        <translation>这里没有这样的模型</translation>
    </message>
    <message>
        <source>there are no such rows here</source>
        <translation>这里没有这样的数据</translation>
    </message>
    <message>
        <source>Import it with: import model, or name another with --model.</source>
        <translation>用 import model 导入它，或用 --model 指定另一个。</translation>
    </message>
    <message>
        <source>Import them with: import data, or name others with --data.</source>
        <translation>用 import data 导入，或用 --data 指定其他数据。</translation>
    </message>
    <message>
        <source>there are no two answers to compare</source>
        <translation>没有可以比较的两个答案</translation>
    </message>
    <message>
        <source>no samples and no pairs</source>
        <translation>既没有样本，也没有偏好对</translation>
    </message>
    <message>
        <source>no prompt with two different completions that ended themselves</source>
        <translation>没有一个提示有两个不同且自行结束的补全</translation>
    </message>
    <message>
        <source>samples with n of 2 or more, or pairs</source>
        <translation>n 不小于 2 的样本，或偏好对</translation>
    </message>
    <message>
        <source>Sample more (n), at a higher temperature; where many are cut, raise max_new_tokens.</source>
        <translation>多采样一些（n），或提高温度；若许多被截断，请增大 max_new_tokens。</translation>
    </message>
    <message>
        <source>a judge chooses between two answers</source>
        <translation>评判模型在两个回答之间选择</translation>
    </message>
    <message>
        <source>{0} of them</source>
        <translation>{0} 个</translation>
    </message>
    <message>
        <source>two, as [&quot;A&quot;, &quot;B&quot;]</source>
        <translation>两个，如 [&quot;A&quot;, &quot;B&quot;]</translation>
    </message>
    <message>
        <source>the judge is not shown what it is to compare</source>
        <translation>没有把要比较的内容给评判模型看</translation>
    </message>
    <message>
        <source>{prompt}, {a} and {b}</source>
        <translation>{prompt}、{a} 和 {b}</translation>
    </message>
    <message>
        <source>there is no principle to criticise by</source>
        <translation>没有可据以批评的原则</translation>
    </message>
    <message>
        <source>there is no answer to revise</source>
        <translation>没有可修改的答案</translation>
    </message>
    <message>
        <source>rows of samples.jsonl with completions that are no empty texts</source>
        <translation>samples.jsonl 的行，其补全不是空文本</translation>
    </message>
    <message>
        <source>there are no steps to label</source>
        <translation>没有可标注的步骤</translation>
    </message>
    <message>
        <source>nothing can come right: the row has no answer to compare with</source>
        <translation>不可能有正确结果：该行没有可供比较的答案</translation>
    </message>
    <message>
        <source>the right answer, as the stage step_labels leaves it</source>
        <translation>正确答案，如 step_labels 阶段所留</translation>
    </message>
    <message>
        <source>answers come right by the rule that grades the problems, and there is none</source>
        <translation>答案是否正确由评分题目的规则判定，而这里没有规则</translation>
    </message>
    <message>
        <source>Put rule = &quot;…&quot; at the beginning of the experiment.</source>
        <translation>请在实验开头写上 rule = &quot;…&quot;。</translation>
    </message>
    <message>
        <source>something</source>
        <translation>非空的内容</translation>
    </message>
    <message>
        <source>the row has no completions</source>
        <translation>该行没有补全</translation>
    </message>
    <message>
        <source>a row of samples.jsonl, as the stage sample leaves it</source>
        <translation>samples.jsonl 的一行，由 sample 阶段产生</translation>
    </message>
    <message>
        <source>the constitution has no principle</source>
        <translation>宪法中没有原则</translation>
    </message>
    <message>
        <source>[[principle]] tables with text, or a principle a line</source>
        <translation>带 text 的 [[principle]] 表，或每行一条原则</translation>
    </message>
    <message>
        <source>this principle says nothing</source>
        <translation>这条原则没有内容</translation>
    </message>
    <message>
        <source>an empty text</source>
        <translation>空文本</translation>
    </message>
    <message>
        <source>a sentence</source>
        <translation>一句话</translation>
    </message>
    <message>
        <source>this is too long for a principle</source>
        <translation>作为一条原则太长</translation>
    </message>
    <message>
        <source>Make several principles of it.</source>
        <translation>请把它拆成几条原则。</translation>
    </message>
    <message>
        <source>two principles have this name</source>
        <translation>有两条原则用这个名称</translation>
    </message>
    <message>
        <source>Rows tell by the name which principle decided: give each its own.</source>
        <translation>数据行用名称说明依据的是哪条原则：请给每条各自的名称。</translation>
    </message>
    <message>
        <source>this principle stands there twice</source>
        <translation>这条原则出现了两次</translation>
    </message>
    <message>
        <source>there is no such check</source>
        <translation>没有这种检查</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>未知的键</translation>
    </message>
    <message>
        <source>[[principle]] tables, and version = 1</source>
        <translation>[[principle]] 表，以及 version = 1</translation>
    </message>
    <message>
        <source>[[principle]] tables</source>
        <translation>[[principle]] 表</translation>
    </message>
    <message>
        <source>a constitution may not be that long</source>
        <translation>宪法不能这么长</translation>
    </message>
    <message>
        <source>{0} principles</source>
        <translation>{0} 条原则</translation>
    </message>
    <message>
        <source>a table with text</source>
        <translation>带 text 的表</translation>
    </message>
    <message>
        <source>more than {0} lines</source>
        <translation>超过 {0} 行</translation>
    </message>
    <message>
        <source>this line is no text</source>
        <translation>这一行不是文本</translation>
    </message>
    <message>
        <source>the control character {0}</source>
        <translation>控制字符 {0}</translation>
    </message>
    <message>
        <source>the constitution is not UTF-8</source>
        <translation>宪法不是 UTF-8</translation>
    </message>
    <message>
        <source>UTF-8 text</source>
        <translation>UTF-8 文本</translation>
    </message>
    <message>
        <source>an object with a list &quot;principle&quot;</source>
        <translation>含有列表 &quot;principle&quot; 的对象</translation>
    </message>
    <message>
        <source>these settings need a column that a row does not have: {0}</source>
        <translation>这些设置需要某行没有的列：{0}</translation>
    </message>
    <message>
        <source>in none of {0} rows; the first has {1}</source>
        <translation>{0} 行中都没有；第一行有 {1}</translation>
    </message>
    <message>
        <source>one text for both</source>
        <translation>两者是同一文本</translation>
    </message>
    <message>
        <source>Leave this row out: nothing tells the one answer from the other.</source>
        <translation>请去掉这一行：两个回答无从区分。</translation>
    </message>
    <message>
        <source>an empty answer</source>
        <translation>空回答</translation>
    </message>
    <message>
        <source>the prompt, copied</source>
        <translation>照抄的提示</translation>
    </message>
    <message>
        <source>the first characters of a right answer, again and again</source>
        <translation>反复重复正确答案的前几个字符</translation>
    </message>
    <message>
        <source>many answers, one of them right</source>
        <translation>许多答案，其中一个正确</translation>
    </message>
    <message>
        <source>a right answer whose steps stand in the opposite order</source>
        <translation>步骤顺序相反的正确答案</translation>
    </message>
    <message>
        <source>a right answer that is said twice</source>
        <translation>说了两遍的正确答案</translation>
    </message>
    <message>
        <source>a right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>{0} can be exploited: {1} earns {2}, a right answer {3}</source>
        <translation>{0} 可以被钻空子：{1}得 {2}，正确答案得 {3}</translation>
    </message>
    <message>
        <source>{0} tells nothing apart: a right answer earns what an empty one does</source>
        <translation>{0} 什么也区分不了：正确答案与空答案得分相同</translation>
    </message>
    <message>
        <source>asked in the other order the judge says another thing of {0} of {1} pairs; {2} rows are left</source>
        <translation>换一种顺序提问时，{1} 对中有 {0} 对的评判不同；剩下 {2} 行</translation>
    </message>
    <message>
        <source>Nobody can tell how often the judge is right; {0}.</source>
        <translation>无法得知评判模型的正确率；{0}。</translation>
    </message>
    <message>
        <source>The judge is right on {0} of {1} pairs that a grader or a vote can tell: {2} % [{3}, {4}]; {5}.</source>
        <translation>在评分器或投票能判定的 {1} 对中，评判模型对了 {0} 对：{2} % [{3}, {4}]；{5}。</translation>
    </message>
    <message>
        <source>the judge prefers none of two answers, whatever their order</source>
        <translation>无论顺序如何，评判模型对两个答案都没有偏好</translation>
    </message>
    <message>
        <source>{0} pairs, {1} of them judged otherwise in the other order</source>
        <translation>{0} 对，其中 {1} 对换顺序后评判不同</translation>
    </message>
    <message>
        <source>Ask a stronger judge or another judge_prompt; drop_inconsistent = false keeps pairs that depend on the order.</source>
        <translation>请换更强的评判模型或另一个 judge_prompt；drop_inconsistent = false 会保留依赖顺序的对。</translation>
    </message>
    <message>
        <source>the judge&apos;s two answers cannot be told apart by their tokens</source>
        <translation>评判模型的两个回答无法用词元区分</translation>
    </message>
    <message>
        <source>two words that the judge&apos;s tokenizer writes otherwise</source>
        <translation>评判模型的分词器写法不同的两个词</translation>
    </message>
    <message>
        <source>stopped while a judge was asked</source>
        <translation>在询问评判模型时停止</translation>
    </message>
    <message>
        <source>stopped while answers were written</source>
        <translation>在写答案时停止</translation>
    </message>
    <message>
        <source>no revision is a whole text, so that nothing can be learnt from them</source>
        <translation>没有一个修改是完整的文本，因此学不到东西</translation>
    </message>
    <message>
        <source>{0} revisions, all of them cut or empty</source>
        <translation>{0} 个修改，全都被截断或为空</translation>
    </message>
    <message>
        <source>Raise max_new_tokens, or ask otherwise (revision_prompt, revision_prefix).</source>
        <translation>请增大 max_new_tokens，或换一种问法（revision_prompt、revision_prefix）。</translation>
    </message>
    <message>
        <source>Of {0} answers {1} broke a principle that a rule can check before, {2} after the revision.</source>
        <translation>{0} 个答案中，修改前有 {1} 个违反了可由规则检查的原则，修改后有 {2} 个。</translation>
    </message>
    <message>
        <source>reward_funcs asks a judge, and the run has none that can read words</source>
        <translation>reward_funcs 用到评判模型，而运行中没有能读文本的评判模型</translation>
    </message>
    <message>
        <source>a model that writes, with a tokenizer</source>
        <translation>能写文本并带分词器的模型</translation>
    </message>
    <message>
        <source>two, as [&quot;yes&quot;, &quot;no&quot;]</source>
        <translation>两个，如 [&quot;yes&quot;, &quot;no&quot;]</translation>
    </message>
    <message>
        <source>this loss is not one of how far the chosen answer leads, so that no margin can be taken off</source>
        <translation>此损失并非基于所选回答领先的程度，因此无法减去间隔</translation>
    </message>
    <message>
        <source>this loss sorts the pairs, so that label_strength cannot weigh one</source>
        <translation>此损失会对样本对排序，因此 label_strength 无法为其加权</translation>
    </message>
    <message>
        <source>the stored completions of a step do not make whole pairs</source>
        <translation>一步中存储的补全不能组成完整的对</translation>
    </message>
    <message>
        <source>a single completion of {0}</source>
        <translation>{0} 只有一个补全</translation>
    </message>
    <message>
        <source>two completions of each prompt</source>
        <translation>每个提示两个补全</translation>
    </message>
    <message>
        <source>Store the two completions of a prompt in one step, with the same group.</source>
        <translation>请将同一提示的两个补全存放在同一步中，并使用相同的 group。</translation>
    </message>
    <message>
        <source>no token is less likely than that</source>
        <translation>没有词元的概率比这更低</translation>
    </message>
    <message>
        <source>the reference answer, better with its way</source>
        <translation>参考答案，最好附上解题过程</translation>
    </message>
    <message>
        <source>All {0} answers are {1}: values can tell none from another, so that little is learnt but them.</source>
        <translation>全部 {0} 个回答都是{1}的：价值函数无法区分它们，因此除此之外学不到多少。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>坏</translation>
    </message>
    <message>
        <source>a demonstration, or other words that help</source>
        <translation>一个示范，或其他有帮助的文字</translation>
    </message>
    <message>
        <source>Nothing was learnt: in the whole run nobody could teach. No completion earned success_reward_threshold (and another of its prompt was there to learn from it), and no feedback was shown.</source>
        <translation>什么也没学到：整个运行中没有可用的教师。没有补全达到 success_reward_threshold（且同一提示还有其他补全可向它学习），也没有展示反馈。</translation>
    </message>
    <message>
        <source>what is told of a wrong answer to the prompt, in some of the rows</source>
        <translation>在部分行中给出对该提示错误回答的说明</translation>
    </message>
    <message>
        <source>Put it into the rows, or leave include_environment_feedback off.</source>
        <translation>请将其写入各行，或关闭 include_environment_feedback。</translation>
    </message>
    <message>
        <source>No step of this run was taken: none that stayed within delta gained anything.</source>
        <translation>此运行没有迈出任何一步：在 delta 之内的步都没有收益。</translation>
    </message>
    <message>
        <source>TRPO holds {0} MiB of distributions and about {1} MiB of vectors as long as the weights in every step: it is for small models.</source>
        <translation>TRPO 每一步要保存 {0} MiB 的分布和约 {1} MiB 与权重等长的向量：它适用于小模型。</translation>
    </message>
    <message>
        <source>a completion has no others of its prompt to be compared with</source>
        <translation>补全没有同一提示的其他补全可比较</translation>
    </message>
    <message>
        <source>judge asks the input judge, which is not given</source>
        <translation>judge 需要输入 judge，而没有给出</translation>
    </message>
    <message>
        <source>max_kl reads the metric kl, which is known with beta above 0 alone</source>
        <translation>max_kl 读取指标 kl，而只有 beta 大于 0 时才有该指标</translation>
    </message>
    <message>
        <source>Name it in the stage&apos;s [stage.inputs], or take judge out of reward_funcs.</source>
        <translation>请在该阶段的 [stage.inputs] 中写明，或从 reward_funcs 中去掉 judge。</translation>
    </message>
    <message>
        <source>no canary has a reference answer, so that none can show whether a reward is exploited</source>
        <translation>没有一个 canary 带参考答案，因此无法看出奖励是否被钻了空子</translation>
    </message>
    <message>
        <source>problems with references</source>
        <translation>带参考答案的题目</translation>
    </message>
    <message>
        <source>Give the rows a &quot;reference&quot;, or leave out the input canary.</source>
        <translation>请给各行加上 &quot;reference&quot;，或去掉输入 canary。</translation>
    </message>
    <message>
        <source>The run ended at step {0} of {1}: {2} = {3} has passed max_kl = {4}.</source>
        <translation>运行在第 {0} 步（共 {1} 步）结束：{2} = {3} 超过了 max_kl = {4}。</translation>
    </message>
    <message>
        <source>a number in some of the rows, such as 2 where the label is a strong one</source>
        <translation>部分行中的一个数，例如强标注为 2</translation>
    </message>
    <message>
        <source>Label pairs with Shift where one answer is much better, or leave label_strength at ignore.</source>
        <translation>某个回答明显更好时请按住 Shift 标注，或将 label_strength 保持为 ignore。</translation>
    </message>
    <message>
        <source>the strength of a label is a number of at least 0</source>
        <translation>标注强度是不小于 0 的数</translation>
    </message>
    <message>
        <source>such as 1, or 2 where the label is a strong one</source>
        <translation>例如 1，强标注为 2</translation>
    </message>
    <message>
        <source>All labels are equally strong ({0}), so that label_strength tells none of them from another.</source>
        <translation>所有标注强度相同（{0}），因此 label_strength 无法区分它们。</translation>
    </message>
    <message>
        <source>{0} rows left out: {1}</source>
        <translation>略去 {0} 行：{1}</translation>
    </message>
    <message>
        <source>their label has a strength of 0, which weighs nothing</source>
        <translation>其标注强度为 0，没有权重</translation>
    </message>
    <message>
        <source>the likelihood of the sampled token alone gives the reverse KL, and no other divergence</source>
        <translation>仅用采样词元的似然只能得到反向 KL，不能得到其他散度</translation>
    </message>
    <message>
        <source>the model&apos;s folder has no tokenizer.json or tokenizer.model, so that no text can be written for a teacher</source>
        <translation>模型文件夹中没有 tokenizer.json 或 tokenizer.model，因此无法为教师写出文本</translation>
    </message>
    <message>
        <source>Put into each row what the teacher is shown.</source>
        <translation>请在每一行写入展示给教师的内容。</translation>
    </message>
    <message>
        <source>a teacher that follows is held in f32</source>
        <translation>跟随的教师以 f32 保存</translation>
    </message>
    <message>
        <source>the teacher has other weights than the policy and cannot follow it</source>
        <translation>教师的权重与策略不同，无法跟随它</translation>
    </message>
    <message>
        <source>ema</source>
        <translation>ema</translation>
    </message>
    <message>
        <source>Name no teacher, or one of the same shape as the policy, or take the kind base.</source>
        <translation>请不指定教师，或指定与策略形状相同的教师，或使用 base。</translation>
    </message>
    <message>
        <source>student and teacher do not have logits of the same shape, one row for each token</source>
        <translation>学生与教师的 logits 形状不同，每个词元应有一行</translation>
    </message>
    <message>
        <source>a message without words</source>
        <translation>没有文字的消息</translation>
    </message>
    <message>
        <source>what the teacher is shown holds no words</source>
        <translation>展示给教师的内容没有文字</translation>
    </message>
    <message>
        <source>a text, a number or messages</source>
        <translation>文本、数字或消息</translation>
    </message>
    <message>
        <source>a prompt without a token</source>
        <translation>没有词元的提示</translation>
    </message>
    <message>
        <source>a teacher&apos;s prompt replaces what the user said last, and somebody else spoke last</source>
        <translation>教师的提示替换用户最后说的话，而最后说话的是别人</translation>
    </message>
    <message>
        <source>token ids</source>
        <translation>词元编号</translation>
    </message>
    <message>
        <source>{0} prompts, those of the teacher counted, are longer than max_prompt_length and lose their beginning.</source>
        <translation>{0} 个提示（包括教师的）超过 max_prompt_length，会失去开头。</translation>
    </message>
    <message>
        <source>the prompt asks for something that is not there</source>
        <translation>提示中要求的内容不存在</translation>
    </message>
    <message>
        <source>no sample has a step that the rule can label</source>
        <translation>没有任何样本含有规则能够标注的步骤</translation>
    </message>
    <message>
        <source>{0} samples of {1} prompts, rule {2}</source>
        <translation>{1} 个提示的 {0} 个样本，规则 {2}</translation>
    </message>
    <message>
        <source>Sample from a model that writes chains, for problems of a task with labelled steps.</source>
        <translation>请用会写推理链的模型，对步骤可标注的任务采样。</translation>
    </message>
    <message>
        <source>the input {0} of {1} takes other rows</source>
        <translation>{1} 的输入 {0} 需要另一种行</translation>
    </message>
    <message>
        <source>{0}, a stage that leaves rows of the layout {1}</source>
        <translation>{0}，该阶段留下版式为 {1} 的行</translation>
    </message>
    <message>
        <source>rows of the layout {0}</source>
        <translation>版式为 {0} 的行</translation>
    </message>
    <message>
        <source>What was imported alone is frozen by the first experiment that reads it.</source>
        <translation>仅导入的数据会在第一个读取它的实验中冻结。</translation>
    </message>
    <message>
        <source>there is no principle that could be broken</source>
        <translation>没有可能被违反的原则</translation>
    </message>
    <message>
        <source>no principle has a check, so that no rule can tell whether an answer breaks it</source>
        <translation>没有一条原则带有检查，因此没有规则能判断答案是否违反</translation>
    </message>
    <message>
        <source>{0} principles without a check</source>
        <translation>{0} 条没有检查的原则</translation>
    </message>
    <message>
        <source>a principle with check, requires, forbids or max_characters</source>
        <translation>带 check、requires、forbids 或 max_characters 的原则</translation>
    </message>
    <message>
        <source>there are no pairs that a judge could learn from</source>
        <translation>没有可供评判模型学习的偏好对</translation>
    </message>
    <message>
        <source>no rows</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>steps are labelled by the rule that grades the problems, and there is none</source>
        <translation>步骤由评分题目的规则标注，而这里没有规则</translation>
    </message>
    <message>
        <source>one of those that `lapidary-cli grade --help` names</source>
        <translation>`lapidary-cli grade --help` 所列规则之一</translation>
    </message>
    <message>
        <source>the steps that they have keep their labels</source>
        <translation>它们已有的步骤保留其标签</translation>
    </message>
    <message>
        <source>a server does not let an answer begin with its second or third likeliest token</source>
        <translation>服务器不能让答案以概率第二或第三的词元开头</translation>
    </message>
    <message>
        <source>a strategy that draws its samples</source>
        <translation>一种抽取样本的策略</translation>
    </message>
    <message>
        <source>Use self_consistency, or a model of this machine.</source>
        <translation>请使用 self_consistency，或使用本机的模型。</translation>
    </message>
    <message>
        <source>A search said nothing.</source>
        <translation>搜索说了空文本。</translation>
    </message>
    <message>
        <source>Examples are put in front of a text, and this problem asks in a chat or with tokens.</source>
        <translation>例题放在文本之前，而这道题以对话或词元提问。</translation>
    </message>
    <message>
        <source>a problem whose prompt is a text</source>
        <translation>以文本为提示的题目</translation>
    </message>
    <message>
        <source>Put the examples into the problem&apos;s messages, or leave them out.</source>
        <translation>请把例题放进题目的消息里，或者不用例题。</translation>
    </message>
    <message>
        <source>The model gave no distribution of its tokens, which this score is made of.</source>
        <translation>模型没有给出词元的分布，而这个分数由它算出。</translation>
    </message>
    <message>
        <source>This scorer has one score for a whole answer, and none for its steps.</source>
        <translation>这个打分器只给整个答案打分，不给步骤打分。</translation>
    </message>
    <message>
        <source>Name one of these, or set aggregate = &quot;answer&quot;.</source>
        <translation>请选用其中之一，或设置 aggregate = &quot;answer&quot;。</translation>
    </message>
    <message>
        <source>Without a text nothing stands between the thoughts and what comes behind them.</source>
        <translation>没有文本，思考与其后的内容之间就什么也没有。</translation>
    </message>
    <message>
        <source>Give one, as &quot;Wait&quot; or &quot;Final Answer:&quot;.</source>
        <translation>请给出一个，例如 &quot;Wait&quot; 或 &quot;Final Answer:&quot;。</translation>
    </message>
    <message>
        <source>Few-shot prompting needs examples to put in front of the problem.</source>
        <translation>少样本提示需要放在题目之前的例题。</translation>
    </message>
    <message>
        <source>a text with worked questions and answers</source>
        <translation>一段带有已解问题和答案的文本</translation>
    </message>
    <message>
        <source>Give examples, or set mode = &quot;zero_shot&quot;.</source>
        <translation>请给出例题，或设置 mode = &quot;zero_shot&quot;。</translation>
    </message>
    <message>
        <source>Without a text nobody sees where the thoughts turn, nor asks for the answer there.</source>
        <translation>没有文本，就看不出思考在哪里转折，也无法在那里要求答案。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model what is wrong, or for a better answer.</source>
        <translation>没有文本，就无法询问模型错在哪里，或要求更好的答案。</translation>
    </message>
    <message>
        <source>Give one, as &quot;A better answer:&quot;.</source>
        <translation>请给出一个，例如 &quot;A better answer:&quot;。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model for another attempt.</source>
        <translation>没有文本，就无法要求模型再试一次。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model for thoughts, or for an opinion on them.</source>
        <translation>没有文本，就无法要求模型给出思路，或对思路的看法。</translation>
    </message>
    <message>
        <source>Leave the setting out: it has a default.</source>
        <translation>请不要设置此项：它有默认值。</translation>
    </message>
    <message>
        <source>A number is out of its range.</source>
        <translation>数字超出范围。</translation>
    </message>
    <message>
        <source>0 to 1000000</source>
        <translation>0 到 1000000</translation>
    </message>
    <message>
        <source>{0} leaves several kinds of rows that the input {1} of {2} takes</source>
        <translation>{0} 留下了 {2} 的输入 {1} 都能接受的几种行</translation>
    </message>
    <message>
        <source>{0} (layout {1})</source>
        <translation>{0}（版式 {1}）</translation>
    </message>
    <message>
        <source>“{0}:{1}”</source>
        <translation>“{0}:{1}”</translation>
    </message>
    <message>
        <source>one of them: {0}</source>
        <translation>其中之一：{0}</translation>
    </message>
    <message>
        <source>{0} leaves nothing of this name</source>
        <translation>{0} 没有留下此名称的东西</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>{0} 之一</translation>
    </message>
    <message>
        <source>this arm names two swept stages, {0} and {1}</source>
        <translation>此对比项指名了两个扫描阶段：{0} 和 {1}</translation>
    </message>
    <message>
        <source>one swept stage; of the other one run, such as “{0}”</source>
        <translation>一个扫描阶段；另一个则指定其中一个运行，如“{0}”</translation>
    </message>
    <message>
        <source>There are no settings here.</source>
        <translation>这里没有任何设置。</translation>
    </message>
    <message>
        <source>Did you mean &quot;{0}&quot;? It is one of {1} settings.</source>
        <translation>是否想写“{0}”？它是 {1} 个设置之一。</translation>
    </message>
    <message>
        <source>None of the {0} settings is called so; the nearest is &quot;{1}&quot;.</source>
        <translation>{0} 个设置中没有此名称；最接近的是“{1}”。</translation>
    </message>
    <message>
        <source>the column {0} is to become a field that rows do not have</source>
        <translation>列 {0} 要成为行中没有的字段</translation>
    </message>
    <message>
        <source>rows of the layout {0} have no field {1}: the column is kept beside them, and nothing reads it</source>
        <translation>版式 {0} 的行没有字段 {1}：该列保留在行旁，没有任何东西读取它</translation>
    </message>
    <message>
        <source>columns that together are one of {0}</source>
        <translation>合起来构成以下之一的列：{0}</translation>
    </message>
    <message>
        <source>the column is probably the {0}, and nothing reads it: the rows are prompts alone</source>
        <translation>该列很可能是 {0}，但没有任何东西读取它：这些行只有提示</translation>
    </message>
    <message>
        <source>Say so, as --map {0}={1}, or as --map {0}=reference for what answers are compared with.</source>
        <translation>请写明：--map {0}={1}；若是用来与回答比较的答案，则写 --map {0}=reference。</translation>
    </message>
    <message>
        <source>Say which column is which field, as --map COLUMN=prompt; the fields are {0}</source>
        <translation>请说明哪一列是哪个字段，如 --map COLUMN=prompt；字段有 {0}</translation>
    </message>
    <message>
        <source>This rule compares with several references by another rule.</source>
        <translation>此规则用另一规则与多个参考答案比较。</translation>
    </message>
    <message>
        <source>the name of another rule behind the colon</source>
        <translation>冒号后另一规则的名称</translation>
    </message>
    <message>
        <source>Write for example &quot;any_of:math&quot;.</source>
        <translation>例如写作 &quot;any_of:math&quot;。</translation>
    </message>
    <message>
        <source>This is no tolerance.</source>
        <translation>这不是容差。</translation>
    </message>
    <message>
        <source>a number that is not below 0, or a percentage</source>
        <translation>不小于 0 的数，或百分数</translation>
    </message>
    <message>
        <source>Write for example &quot;number:0.01&quot; or &quot;number:1%&quot;.</source>
        <translation>例如写作 &quot;number:0.01&quot; 或 &quot;number:1%&quot;。</translation>
    </message>
    <message>
        <source>a regular expression, with a group named &quot;answer&quot; where not all of it is the answer</source>
        <translation>正则表达式；若并非整段匹配都是答案，则含名为 &quot;answer&quot; 的分组</translation>
    </message>
    <message>
        <source>Write for example &quot;regex:Answer: (?&lt;answer&gt;[0-9]+)&quot;.</source>
        <translation>例如写作 &quot;regex:Answer: (?&lt;answer&gt;[0-9]+)&quot;。</translation>
    </message>
    <message>
        <source>This system cannot confine a helper, so that it does not work.</source>
        <translation>本系统无法限制辅助程序，因此它不工作。</translation>
    </message>
    <message>
        <source>Linux with seccomp filters</source>
        <translation>带 seccomp 过滤器的 Linux</translation>
    </message>
    <message>
        <source>Do without tools on this machine.</source>
        <translation>在这台机器上请勿使用工具。</translation>
    </message>
    <message>
        <source>open a pipe to</source>
        <translation>打开管道：</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动：</translation>
    </message>
    <message>
        <source>There is no helper to ask.</source>
        <translation>没有可询问的辅助程序。</translation>
    </message>
    <message>
        <source>{0} beside this program</source>
        <translation>与本程序同目录的 {0}</translation>
    </message>
    <message>
        <source>Build it: ninja {0}.</source>
        <translation>请构建它：ninja {0}。</translation>
    </message>
    <message>
        <source>The helper took too long and was ended.</source>
        <translation>辅助程序耗时过长，已被终止。</translation>
    </message>
    <message>
        <source>at most {0} seconds</source>
        <translation>至多 {0} 秒</translation>
    </message>
    <message>
        <source>Ask it something smaller.</source>
        <translation>请提更小的问题。</translation>
    </message>
    <message>
        <source>The helper said more than it may.</source>
        <translation>辅助程序输出超过限额。</translation>
    </message>
    <message>
        <source>The helper ended without an answer: it crashed, or used more than it may.</source>
        <translation>辅助程序未作答即结束：它崩溃了，或用量超过限额。</translation>
    </message>
    <message>
        <source>signal {0}</source>
        <translation>信号 {0}</translation>
    </message>
    <message>
        <source>This is no sum that the calculator reads.</source>
        <translation>计算器无法读取此算式。</translation>
    </message>
    <message>
        <source>numbers, + - * / ^ % ! and brackets, of at most {0} bytes</source>
        <translation>数字、+ - * / ^ % ! 与括号，至多 {0} 字节</translation>
    </message>
    <message>
        <source>This sum has no value that the calculator can tell exactly.</source>
        <translation>计算器无法精确给出此算式的值。</translation>
    </message>
    <message>
        <source>no division by 0, no root that is not rational, and numbers of at most 2048 bits</source>
        <translation>不除以 0，无非有理的根，且数不超过 2048 位</translation>
    </message>
    <message>
        <source>no sample ended by itself</source>
        <translation>没有样本自行结束</translation>
    </message>
    <message>
        <source>Raise max_new_tokens of the samples.</source>
        <translation>请增大样本的 max_new_tokens。</translation>
    </message>
    <message>
        <source>the experiment does not have this; the form keeps {0}</source>
        <translation>实验中没有它；表单保留 {0}</translation>
    </message>
    <message>
        <source>The samples of {0} of {1} problems were drawn before, of the same model by the same settings. Their tokens and seconds count here as if they had been drawn again.</source>
        <translation>{1} 个问题中有 {0} 个的样本此前已由同一模型以相同设置抽取。其词元与用时在此照样计入，如同重新抽取。</translation>
    </message>
    <message>
        <source>an object with &quot;text&quot; or &quot;ids&quot;, of which one at least says something</source>
        <translation>含有 &quot;text&quot; 或 &quot;ids&quot; 的对象，其中至少一个不为空</translation>
    </message>
    <message>
        <source>In the beginning of the answer stands the token that ends an answer.</source>
        <translation>回答的开头中含有结束回答的词元。</translation>
    </message>
    <message>
        <source>Leave it out: what was written behind it would not follow it.</source>
        <translation>请去掉它：写在它后面的内容不会承接它。</translation>
    </message>
    <message>
        <source>The beginning of an answer has a field that is not known here.</source>
        <translation>回答的开头含有此处不认识的字段。</translation>
    </message>
    <message>
        <source>Nothing of the answer has begun.</source>
        <translation>回答还没有任何开头。</translation>
    </message>
    <message>
        <source>The chat API begins every answer itself.</source>
        <translation>chat API 的每个回答都由它自己开头。</translation>
    </message>
    <message>
        <source>Leave it out, or set api = &quot;completions&quot; for this endpoint.</source>
        <translation>请去掉它，或为此端点设置 api = &quot;completions&quot;。</translation>
    </message>
    <message>
        <source>generate, step_values or info</source>
        <translation>generate、step_values 或 info</translation>
    </message>
    <message>
        <source>logits, logprobs, generate, score, step_values, step_weights, loss, check, export, info or cancel</source>
        <translation>logits、logprobs、generate、score、step_values、step_weights、loss、check、export、info 或 cancel</translation>
    </message>
    <message>
        <source>The steps of an answer are missing or malformed.</source>
        <translation>缺少回答的步骤，或其格式有误。</translation>
    </message>
    <message>
        <source>a list of texts, none of them empty</source>
        <translation>文本的列表，且没有空的文本</translation>
    </message>
    <message>
        <source>Nothing can come right: there is no answer to compare with.</source>
        <translation>无从判断对错：没有可供比较的答案。</translation>
    </message>
    <message>
        <source>the right answer, as the rule reads it</source>
        <translation>规则能够读懂的正确答案</translation>
    </message>
    <message>
        <source>In the beginning of the answer stands a text that ends every answer.</source>
        <translation>回答的开头中含有会结束所有回答的文本。</translation>
    </message>
    <message>
        <source>Take it out of the beginning, or out of the texts that end (stop).</source>
        <translation>请把它从开头中去掉，或从结束文本（stop）中去掉。</translation>
    </message>
    <message>
        <source>A remote model has tokens of its own, which nobody here knows.</source>
        <translation>远程模型有自己的词元，这里无从得知。</translation>
    </message>
    <message>
        <source>&quot;text&quot; in &quot;begun&quot;</source>
        <translation>&quot;begun&quot; 中的 &quot;text&quot;</translation>
    </message>
    <message>
        <source>Behind the steps stands no answer whose probability could move.</source>
        <translation>步骤之后没有答案，因此没有可以变化的概率。</translation>
    </message>
    <message>
        <source>the words that say the answer</source>
        <translation>说出答案的文字</translation>
    </message>
    <message>
        <source>No search is told in this file.</source>
        <translation>此文件中没有任何搜索的记录。</translation>
    </message>
    <message>
        <source>events of a search</source>
        <translation>搜索的事件</translation>
    </message>
    <message>
        <source>Let a strategy run with its trace: generate --trace FILE, or trace = true of an arm.</source>
        <translation>请在运行策略时记录轨迹：generate --trace FILE，或在对比项中设置 trace = true。</translation>
    </message>
    <message>
        <source>This is no trace of a search.</source>
        <translation>这不是搜索的轨迹。</translation>
    </message>
    <message>
        <source>a list of events, or an answer with a &quot;trace&quot;</source>
        <translation>事件的列表，或含有 &quot;trace&quot; 的回答</translation>
    </message>
    <message>
        <source>Two problems of one name ask different things.</source>
        <translation>两个同名的题目问的内容不同。</translation>
    </message>
    <message>
        <source>Give every problem an id of its own.</source>
        <translation>请为每个题目设置各自的 id。</translation>
    </message>
    <message>
        <source>searches that were not answered</source>
        <translation>没有得出答案的搜索</translation>
    </message>
    <message>
        <source>pieces that were stopped, or that no model wrote</source>
        <translation>被中止的片段，或不是由模型写出的片段</translation>
    </message>
    <message>
        <source>pairs that say the same</source>
        <translation>两边内容相同的配对</translation>
    </message>
    <message>
        <source>pairs that come to the same answer</source>
        <translation>两边答案相同的配对</translation>
    </message>
    <message>
        <source>pairs of which neither has a higher score</source>
        <translation>分不出得分高低的配对</translation>
    </message>
    <message>
        <source>pairs with an empty side</source>
        <translation>有一边为空的配对</translation>
    </message>
    <message>
        <source>Nobody knows what this search was asked, and a row must say it.</source>
        <translation>不知道此搜索回答的是什么问题，而数据行必须写明。</translation>
    </message>
    <message>
        <source>its prompt</source>
        <translation>它的 prompt</translation>
    </message>
    <message>
        <source>Give the file of the problems, JSON Lines with id and prompt.</source>
        <translation>请给出题目文件，即含有 id 和 prompt 的 JSON Lines。</translation>
    </message>
    <message>
        <source>chosen answers that did not end by themselves, or are empty</source>
        <translation>没有自行结束或为空的选中回答</translation>
    </message>
    <message>
        <source>Without a rule nobody knows which answers are right.</source>
        <translation>没有规则就无法知道哪些回答正确。</translation>
    </message>
    <message>
        <source>Name the task&apos;s rule, or take the scores for labels.</source>
        <translation>请指定任务的规则，或以得分作为标签。</translation>
    </message>
    <message>
        <source>This problem has no answer to compare with.</source>
        <translation>此题目没有可供比较的答案。</translation>
    </message>
    <message>
        <source>the right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>answers of which no step has a label</source>
        <translation>没有任何步骤带标签的回答</translation>
    </message>
    <message>
        <source>scores that do not lie between 0 and 1</source>
        <translation>不在 0 到 1 之间的得分</translation>
    </message>
    <message>
        <source>an array of texts</source>
        <translation>文本的数组</translation>
    </message>
    <message>
        <source>The reward model reads the tokens of the model that answers, and they have not the same.</source>
        <translation>奖励模型读取作答模型的词元，而两者的词元不同。</translation>
    </message>
    <message>
        <source>another tokenizer</source>
        <translation>另一个分词器</translation>
    </message>
    <message>
        <source>a remote model</source>
        <translation>远程模型</translation>
    </message>
    <message>
        <source>a model here whose tokenizer files are the same</source>
        <translation>分词器文件相同的本机模型</translation>
    </message>
    <message>
        <source>Train the reward model from the model that answers, or from its base.</source>
        <translation>请从作答模型或其基座训练奖励模型。</translation>
    </message>
    <message>
        <source>The calculator writes into the tokens of a model here, and a remote one gives none.</source>
        <translation>计算器写入本机模型的词元，而远程模型不提供词元。</translation>
    </message>
    <message>
        <source>a model here, with its tokenizer</source>
        <translation>本机的模型及其分词器</translation>
    </message>
    <message>
        <source>Use the strategy react, whose calculator is called with text, or take the setting out.</source>
        <translation>请使用以文本调用计算器的策略 react，或去掉此设置。</translation>
    </message>
    <message>
        <source>This scorer needs a reward model, and none is given.</source>
        <translation>此评分器需要奖励模型，但没有给出。</translation>
    </message>
    <message>
        <source>a model that scores steps</source>
        <translation>给步骤评分的模型</translation>
    </message>
    <message>
        <source>a model that scores whole answers</source>
        <translation>给整个答案评分的模型</translation>
    </message>
    <message>
        <source>Name one as the input reward, or use the scorer mean_logprob.</source>
        <translation>请将其指定为输入 reward，或使用评分器 mean_logprob。</translation>
    </message>
    <message>
        <source>This reward model does not score what the scorer asks for.</source>
        <translation>此奖励模型不给评分器所要求的内容评分。</translation>
    </message>
    <message>
        <source>Use the scorer process_reward with a model that scores steps, and reward_model with one that scores whole answers.</source>
        <translation>给步骤评分的模型请用评分器 process_reward，给整个答案评分的模型请用 reward_model。</translation>
    </message>
    <message>
        <source>A reward model here reads the tokens of the model that answers, and a remote one gives none.</source>
        <translation>本机的奖励模型读取作答模型的词元，而远程模型不提供词元。</translation>
    </message>
    <message>
        <source>a model here that answers, with its tokenizer</source>
        <translation>本机的作答模型及其分词器</translation>
    </message>
    <message>
        <source>Use the scorer judge, or let a model here answer.</source>
        <translation>请使用评分器 judge，或让本机的模型作答。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model for a better answer.</source>
        <translation>没有文本就无法请求模型给出更好的答案。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model which answer is the best.</source>
        <translation>没有文本就无法询问模型哪个答案最好。</translation>
    </message>
    <message>
        <source>Without a mark nobody sees where an action stands, nor where its result does.</source>
        <translation>没有标记就看不出动作在哪里，也看不出结果在哪里。</translation>
    </message>
    <message>
        <source>Give one, as &quot;Action:&quot; and &quot;Observation:&quot;.</source>
        <translation>请给出标记，例如 &quot;Action:&quot; 和 &quot;Observation:&quot;。</translation>
    </message>
    <message>
        <source>Take it out of the tools.</source>
        <translation>请将其从工具中去掉。</translation>
    </message>
    <message>
        <source>There are no documents to find passages in.</source>
        <translation>没有可供查找段落的文档。</translation>
    </message>
    <message>
        <source>rows of plain text</source>
        <translation>纯文本的行</translation>
    </message>
    <message>
        <source>Name a data set as the input documents.</source>
        <translation>请将一个数据集指定为输入 documents。</translation>
    </message>
    <message>
        <source>Every answer needs a score and a verdict</source>
        <translation>每个答案都需要一个分数和一个判定</translation>
    </message>
    <message>
        <source>A score is no finite number</source>
        <translation>有分数不是有限数</translation>
    </message>
    <message>
        <source>This is no share</source>
        <translation>这不是比例</translation>
    </message>
    <message>
        <source>No temperature makes these scores likely</source>
        <translation>没有温度能使这些分数成为可能</translation>
    </message>
    <message>
        <source>verdicts that speak against the scores, or that they say nothing of</source>
        <translation>与分数相反或与分数无关的判定</translation>
    </message>
    <message>
        <source>verdicts that follow the signs of the scores without an exception</source>
        <translation>毫无例外地与分数符号一致的判定</translation>
    </message>
    <message>
        <source>more right ones among the higher scores, with exceptions</source>
        <translation>分数较高者中正确的更多，但有例外</translation>
    </message>
    <message>
        <source>Give more answers, or use an isotonic fit.</source>
        <translation>请给出更多答案，或使用保序拟合。</translation>
    </message>
    <message>
        <source>This is no number of answers</source>
        <translation>这不是答案的个数</translation>
    </message>
    <message>
        <source>{0} has a head of another kind than the {1} needs: its body alone is taken, under a head that begins at random.</source>
        <translation>{0} 的输出头与 {1} 所需的种类不同：只取其主体，配以随机初始化的新输出头。</translation>
    </message>
    <message>
        <source>The model has no token for a part of the beginning of the answer.</source>
        <translation>模型没有词元可以表示答案开头的某一部分。</translation>
    </message>
    <message>
        <source>a text of which no character is lost</source>
        <translation>不丢失任何字符的文本</translation>
    </message>
    <message>
        <source>Leave the character out: the model would not read it.</source>
        <translation>去掉该字符：模型读不到它。</translation>
    </message>
    <message>
        <source>searches whose chosen answer is wrong</source>
        <translation>所选答案错误的搜索</translation>
    </message>
    <message>
        <source>pairs of which the rule says the contrary</source>
        <translation>与规则判定相反的成对数据</translation>
    </message>
    <message>
        <source>Give the file of the problems with their references, or name no rule.</source>
        <translation>请提供带参考答案的问题文件，或不指定规则。</translation>
    </message>
    <message>
        <source>chosen answers in which stands what no model wrote</source>
        <translation>含有并非模型所写内容的所选答案</translation>
    </message>
    <message>
        <source>answers in which stands what no model wrote</source>
        <translation>含有并非模型所写内容的答案</translation>
    </message>
    <message>
        <source>This task&apos;s rule grades no steps, and the scorer {0} asks for them.</source>
        <translation>该任务的规则不给步骤评分，而打分器 {0} 需要步骤的评分。</translation>
    </message>
    <message>
        <source>mean_logprob, logprob, process_reward, step_check or verifier</source>
        <translation>mean_logprob、logprob、process_reward、step_check 或 verifier</translation>
    </message>
    <message>
        <source>Put {0} back beside it, or move the journal away.</source>
        <translation>请将 {0} 放回其旁，或移走日志。</translation>
    </message>
    <message>
        <source>a row must be an object</source>
        <translation>一行必须是一个对象</translation>
    </message>
    <message>
        <source>{&quot;field&quot;: …}</source>
        <translation>{&quot;字段&quot;: …}</translation>
    </message>
    <message>
        <source>there is no such row</source>
        <translation>没有这一行</translation>
    </message>
    <message>
        <source>the rows have no such column</source>
        <translation>这些行没有此列</translation>
    </message>
    <message>
        <source>A column is a field that holds one text, number or truth value.</source>
        <translation>列是只含一个文本、数字或真值的字段。</translation>
    </message>
    <message>
        <source>several columns end with this name</source>
        <translation>有多个列以此名称结尾</translation>
    </message>
    <message>
        <source>the whole name of one of them</source>
        <translation>其中一个的完整名称</translation>
    </message>
    <message>
        <source>this is not a database of rows</source>
        <translation>这不是行数据库</translation>
    </message>
    <message>
        <source>these rows were edited by a newer Lapidary and are left as they are</source>
        <translation>这些行由较新的 Lapidary 编辑过，保持原样</translation>
    </message>
    <message>
        <source>the rows of this data set were not opened for editing yet</source>
        <translation>此数据集的行尚未打开供编辑</translation>
    </message>
    <message>
        <source>the tables of these rows are not those that Lapidary makes</source>
        <translation>这些行的表不是 Lapidary 所建的表</translation>
    </message>
    <message>
        <source>the database of these rows is damaged</source>
        <translation>这些行的数据库已损坏</translation>
    </message>
    <message>
        <source>the database of these rows is missing, but its journal is there</source>
        <translation>这些行的数据库不见了，但其日志还在</translation>
    </message>
    <message>
        <source>Move the file away and open the data set again: it begins as it was imported.</source>
        <translation>请移走该文件并重新打开数据集：它将从导入时的状态开始。</translation>
    </message>
    <message>
        <source>Move the file away and open the data set again: it begins as it was imported, and what was frozen is kept.</source>
        <translation>请移走该文件并重新打开数据集：它将从导入时的状态开始，已冻结的内容会保留。</translation>
    </message>
    <message>
        <source>the database of these rows said: {0}</source>
        <translation>这些行的数据库报告：{0}</translation>
    </message>
    <message>
        <source>the rows of this data set are opened for editing already</source>
        <translation>此数据集的行已打开供编辑</translation>
    </message>
    <message>
        <source>Go on with them, or move the file away to begin again.</source>
        <translation>请继续编辑它们，或移走该文件重新开始。</translation>
    </message>
    <message>
        <source>the history has no such step</source>
        <translation>历史中没有这一步</translation>
    </message>
    <message>
        <source>a step from 0 to {0}</source>
        <translation>0 到 {0} 之间的一步</translation>
    </message>
    <message>
        <source>with all edits taken back, the rows are not those that were imported</source>
        <translation>撤回全部编辑后，得到的行不是导入时的行</translation>
    </message>
    <message>
        <source>What was frozen is kept; do not go on with these edits.</source>
        <translation>已冻结的内容会保留；请不要继续使用这些编辑。</translation>
    </message>
    <message>
        <source>the file has no rows</source>
        <translation>文件没有行</translation>
    </message>
    <message>
        <source>the name of an imported data set</source>
        <translation>已导入数据集的名称</translation>
    </message>
    <message>
        <source>Open the data set for editing first.</source>
        <translation>请先打开该数据集供编辑。</translation>
    </message>
    <message>
        <source>no row is left to be frozen</source>
        <translation>没有可冻结的行</translation>
    </message>
    <message>
        <source>Take a filter away, or undo a deletion.</source>
        <translation>请去掉一个筛选条件，或撤销一次删除。</translation>
    </message>
    <message>
        <source>near-duplicates cannot be looked for so</source>
        <translation>不能这样查找近似重复的行</translation>
    </message>
    <message>
        <source>{0} of {1} words</source>
        <translation>{0}，每段 {1} 个词</translation>
    </message>
    <message>
        <source>a share from 0.3 to 1, and one word or more</source>
        <translation>0.3 到 1 之间的比例，以及至少一个词</translation>
    </message>
    <message>
        <source>the row has no such field</source>
        <translation>该行没有此字段</translation>
    </message>
    <message>
        <source>there is nothing to look for</source>
        <translation>没有要查找的内容</translation>
    </message>
    <message>
        <source>text, or a regular expression</source>
        <translation>文本，或正则表达式</translation>
    </message>
    <message>
        <source>the regular expression takes too many steps on a row</source>
        <translation>正则表达式在某一行上所需的步数过多</translation>
    </message>
    <message>
        <source>Make it simpler; nothing has changed.</source>
        <translation>请将其简化；没有任何改动。</translation>
    </message>
    <message>
        <source>this is no place in a row</source>
        <translation>这不是行中的位置</translation>
    </message>
    <message>
        <source>a field, or a JSON pointer such as /messages/2/content</source>
        <translation>字段，或如 /messages/2/content 的 JSON 指针</translation>
    </message>
    <message>
        <source>the rows cannot be split so</source>
        <translation>不能这样拆分这些行</translation>
    </message>
    <message>
        <source>each part once, by a name of its own</source>
        <translation>每个部分只出现一次，且各有名称</translation>
    </message>
    <message>
        <source>weights above 0</source>
        <translation>大于 0 的权重</translation>
    </message>
    <message>
        <source>{0} parts</source>
        <translation>{0} 个部分</translation>
    </message>
    <message>
        <source>two parts or more</source>
        <translation>至少两个部分</translation>
    </message>
    <message>
        <source>no row with the column {0}</source>
        <translation>没有含列 {0} 的行</translation>
    </message>
    <message>
        <source>a column of the rows</source>
        <translation>这些行的一个列</translation>
    </message>
    <message>
        <source>an object of arrays of rows</source>
        <translation>一个对象，其值为数据行的数组</translation>
    </message>
    <message>
        <source>The draft model guesses tokens of the model that answers, and they have not the same.</source>
        <translation>草稿模型要猜测作答模型的词元，而两者的词元并不相同。</translation>
    </message>
    <message>
        <source>Take a smaller model of the same family, or leave the input out.</source>
        <translation>请使用同一系列的较小模型，或去掉这一输入。</translation>
    </message>
    <message>
        <source>This is no row of an allocation.</source>
        <translation>这不是分配策略的一行。</translation>
    </message>
    <message>
        <source>Take the rows as the stage allocate leaves them.</source>
        <translation>请原样使用 allocate 阶段留下的数据行。</translation>
    </message>
    <message>
        <source>{0}: a row for every number of agreeing samples, in their order</source>
        <translation>{0}：每个一致样本数各一行，按顺序排列</translation>
    </message>
    <message>
        <source>vote or highest</source>
        <translation>vote 或 highest</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>没有任何行</translation>
    </message>
    <message>
        <source>a row for every number of agreeing samples</source>
        <translation>每个一致样本数各一行</translation>
    </message>
    <message>
        <source>one less than the number of rows, which is {0}</source>
        <translation>比行数少一，行数为 {0}</translation>
    </message>
    <message>
        <source>Nobody has said how much a problem is worth.</source>
        <translation>没有说明每道题值得花多少样本。</translation>
    </message>
    <message>
        <source>the rows that the stage allocate leaves</source>
        <translation>allocate 阶段留下的数据行</translation>
    </message>
    <message>
        <source>Fit them on samples of other problems, and name that stage as the input allocation.</source>
        <translation>请用其他题目的样本拟合，并将该阶段指定为输入 allocation。</translation>
    </message>
    <message>
        <source>A row of the memory is no solved problem.</source>
        <translation>记忆中有一行不是已解出的题目。</translation>
    </message>
    <message>
        <source>Give rows with a prompt and a completion, both of them texts.</source>
        <translation>请提供含有提示和回答的数据行，两者都应为文本。</translation>
    </message>
    <message>
        <source>There are no solved problems to remember.</source>
        <translation>没有可供回忆的已解题目。</translation>
    </message>
    <message>
        <source>rows with a prompt and a completion</source>
        <translation>含有提示和回答的数据行</translation>
    </message>
    <message>
        <source>Name what holds them as the input memory, as a stage that keeps right samples.</source>
        <translation>请将存有它们的来源指定为输入 memory，例如保留正确样本的阶段。</translation>
    </message>
    <message>
        <source>The memory holds nothing for {0} of {1} problems: they are asked without examples, as one sample asks them.</source>
        <translation>{1} 道题中有 {0} 道在记忆中没有可用的内容：这些题不带示例，如同单个样本那样提问。</translation>
    </message>
    <message>
        <source>expand, score, visit, prune or choose</source>
        <translation>expand、score、visit、prune 或 choose</translation>
    </message>
    <message>
        <source>There are not as many samples of every problem as the policy is fitted with.</source>
        <translation>并非每道题都有拟合策略所需的样本数。</translation>
    </message>
    <message>
        <source>{0} problems, with at least {1} samples each</source>
        <translation>{0} 道题，每题至少 {1} 个样本</translation>
    </message>
    <message>
        <source>one problem or more, with at least {0} samples each</source>
        <translation>一道或更多题目，每题至少 {0} 个样本</translation>
    </message>
    <message>
        <source>Draw more samples (n), of problems that a rule can grade.</source>
        <translation>请对规则能够评判的题目抽取更多样本（n）。</translation>
    </message>
    <message>
        <source>The first samples alone take more than may be spent.</source>
        <translation>仅最初的样本就超出了可用的开销。</translation>
    </message>
    <message>
        <source>at least {0}, the samples of the probe</source>
        <translation>至少 {0}，即试探样本数</translation>
    </message>
    <message>
        <source>Raise equal_n, or probe with fewer samples.</source>
        <translation>请提高 equal_n，或用更少的样本试探。</translation>
    </message>
    <message>
        <source>a node of a search has the name of its problem</source>
        <translation>搜索的一个节点与其题目同名</translation>
    </message>
    <message>
        <source>a name of its own</source>
        <translation>它自己的名称</translation>
    </message>
    <message>
        <source>nan</source>
        <translation>nan</translation>
    </message>
    <message>
        <source>weights, scores and tokens that are numbers</source>
        <translation>都是数字的权重、分数和词元数</translation>
    </message>
    <message>
        <source>1 to 1024</source>
        <translation>1 到 1024</translation>
    </message>
    <message>
        <source>There are no problems</source>
        <translation>没有题目</translation>
    </message>
    <message>
        <source>2 or more</source>
        <translation>2 或更多</translation>
    </message>
    <message>
        <source>There is no such rule for stored samples.</source>
        <translation>没有这种用于已存样本的规则。</translation>
    </message>
    <message>
        <source>1 or more, or 0 for the usual one</source>
        <translation>1 或更多；0 表示通常的值</translation>
    </message>
    <message>
        <source>The arm “{0}” keeps no scores of its samples.</source>
        <translation>对比项“{0}”没有保存其样本的分数。</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>stored</translation>
    </message>
    <message>
        <source>Choose logprob or mean_logprob, or run the arm with a scorer.</source>
        <translation>请选择 logprob 或 mean_logprob，或用打分器运行该对比项。</translation>
    </message>
    <message>
        <source>Which samples cannot change the vote any more is known of equal votes only.</source>
        <translation>只有票权相等时，才能知道余下的样本是否已无法改变投票结果。</translation>
    </message>
    <message>
        <source>majority</source>
        <translation>majority</translation>
    </message>
    <message>
        <source>Choose by majority, or stop by lead or agreement.</source>
        <translation>请按多数选择，或改为按领先或一致停止。</translation>
    </message>
    <message>
        <source>at least one row for the part {0}</source>
        <translation>{0} 部分至少需要一行</translation>
    </message>
    <message>
        <source>The data set has no such row.</source>
        <translation>数据集中没有这一行。</translation>
    </message>
    <message>
        <source>a list or an object stands here, and what was typed is none</source>
        <translation>此处是列表或对象，而输入的内容不是</translation>
    </message>
    <message>
        <source>a list in JSON: [ … ]</source>
        <translation>JSON 列表：[ … ]</translation>
    </message>
    <message>
        <source>an object in JSON: { … }</source>
        <translation>JSON 对象：{ … }</translation>
    </message>
    <message>
        <source>no row is left to be written</source>
        <translation>没有剩下可写的行</translation>
    </message>
    <message>
        <source>a row of 1 to {0}</source>
        <translation>第 1 至 {0} 行</translation>
    </message>
    <message>
        <source>more than 0, less than 1</source>
        <translation>大于 0 且小于 1</translation>
    </message>
    <message>
        <source>It is ideal as it is</source>
        <translation>原样即理想</translation>
    </message>
    <message>
        <source>Answer {0} is ideal</source>
        <translation>回答 {0} 是理想的</translation>
    </message>
    <message>
        <source>Ideal answers</source>
        <translation>理想回答</translation>
    </message>
    <message>
        <source>The answer as it should be, written by hand or taken as it is. Teaches demonstrations (SFT).</source>
        <translation>应有的回答，由人撰写或原样采用。用于示范学习（SFT）。</translation>
    </message>
    <message>
        <source>Prompt {0} of {1}</source>
        <translation>提示 {0} / {1}</translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>Both bad</source>
        <translation>都差</translation>
    </message>
    <message>
        <source>Two answers side by side: which is better? Teaches preferences (DPO).</source>
        <translation>两个回答并排：哪个更好？用于偏好学习（DPO）。</translation>
    </message>
    <message>
        <source>Pair {0} of {1}</source>
        <translation>配对 {0} / {1}</translation>
    </message>
    <message>
        <source>Answer {0}</source>
        <translation>回答 {0}</translation>
    </message>
    <message>
        <source>Up a place</source>
        <translation>上移一位</translation>
    </message>
    <message>
        <source>Down a place</source>
        <translation>下移一位</translation>
    </message>
    <message>
        <source>Several answers in the order of their quality. Teaches a preference for each two of them (DPO).</source>
        <translation>把若干回答按质量排序。每两个回答给出一个偏好（DPO）。</translation>
    </message>
    <message>
        <source>Ranking {0} of {1}</source>
        <translation>排序 {0} / {1}</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>很好</translation>
    </message>
    <message>
        <source>Each answer gets 1 to 5 for each criterion. Several answers teach preferences (DPO), a single one whether it is good (KTO): above 3 on average, or below.</source>
        <translation>每个回答按每条标准得 1 到 5 分。多个回答用于偏好学习（DPO），单个回答说明好坏（KTO）：平均高于或低于 3 分。</translation>
    </message>
    <message>
        <source>Item {0} of {1}</source>
        <translation>条目 {0} / {1}</translation>
    </message>
    <message>
        <source>there is no such kind of item to label</source>
        <translation>没有这种标注条目类型</translation>
    </message>
    <message>
        <source>Choose one of these, or open the project with a newer version.</source>
        <translation>请从这些中选择，或用更新的版本打开项目。</translation>
    </message>
    <message>
        <source>First error here</source>
        <translation>首个错误在此</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>全部正确</translation>
    </message>
    <message>
        <source>Steps of a chain</source>
        <translation>推理链的步骤</translation>
    </message>
    <message>
        <source>Each step of an answer: right, neutral or wrong. Teaches a process reward model (PRM).</source>
        <translation>回答的每一步：正确、中性或错误。用于过程奖励模型（PRM）。</translation>
    </message>
    <message>
        <source>Chain {0} of {1}</source>
        <translation>推理链 {0} / {1}</translation>
    </message>
    <message>
        <source>Good or bad</source>
        <translation>好或差</translation>
    </message>
    <message>
        <source>One answer at a time, good or bad. Teaches single answers (KTO).</source>
        <translation>每次一个回答，好或差。用于单个回答的学习（KTO）。</translation>
    </message>
    <message>
        <source>Answer {0} of {1}</source>
        <translation>回答 {0} / {1}</translation>
    </message>
    <message>
        <source>nobody disagrees about an item of this queue that is not settled yet</source>
        <translation>这个队列里没有尚未裁定的分歧条目</translation>
    </message>
    <message>
        <source>an item that two people judged otherwise</source>
        <translation>两人判断不同的条目</translation>
    </message>
    <message>
        <source>Let a second person label the queue: --annotator NAME.</source>
        <translation>请第二个人来标注这个队列：--annotator NAME。</translation>
    </message>
    <message>
        <source>no label of this queue teaches anything yet</source>
        <translation>这个队列的标注目前还不能教会任何东西</translation>
    </message>
    <message>
        <source>{0}: {1} without a lesson, {2} disputed, {3} skipped, {4} open</source>
        <translation>{0}：{1} 个无可学内容，{2} 个有分歧，{3} 个跳过，{4} 个未完成</translation>
    </message>
    <message>
        <source>at least one verdict that prefers or judges an answer, or an ideal answer</source>
        <translation>至少一个偏好或评价回答的判断，或一个理想回答</translation>
    </message>
    <message>
        <source>Label some items first; ties, skipped and disputed ones teach nothing.</source>
        <translation>请先标注一些条目；平局、跳过和有分歧的条目教不了任何东西。</translation>
    </message>
    <message>
        <source>rows of this kind have no prompt with answers to label</source>
        <translation>这种行没有可标注的提示和回答</translation>
    </message>
    <message>
        <source>prompts, demonstrations, pairs, single answers, conversations or steps</source>
        <translation>提示、示范、配对、单个回答、对话或步骤</translation>
    </message>
    <message>
        <source>the project has no such frozen data set</source>
        <translation>项目中没有这个已冻结的数据集</translation>
    </message>
    <message>
        <source>none has been frozen yet</source>
        <translation>还没有冻结任何数据集</translation>
    </message>
    <message>
        <source>Data sets are frozen by the first experiment that reads them.</source>
        <translation>数据集由第一个读取它们的实验冻结。</translation>
    </message>
    <message>
        <source>no prompt has enough different answers in these sources</source>
        <translation>这些来源中没有哪个提示有足够多的不同回答</translation>
    </message>
    <message>
        <source>at least {0} different answers to one prompt</source>
        <translation>同一个提示至少有 {0} 个不同的回答</translation>
    </message>
    <message>
        <source>the keymap cannot be used</source>
        <translation>这个按键方案不能使用</translation>
    </message>
    <message>
        <source>the name of an action, as left or skip</source>
        <translation>一个操作的名称，如 left 或 skip</translation>
    </message>
    <message>
        <source>a key, or a list of keys</source>
        <translation>一个按键，或按键列表</translation>
    </message>
    <message>
        <source>Ideal answer</source>
        <translation>理想回答</translation>
    </message>
    <message>
        <source>Token colours</source>
        <translation>词元着色</translation>
    </message>
    <message>
        <source>Previous item</source>
        <translation>上一条目</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>下一条目</translation>
    </message>
    <message>
        <source>Our own keys</source>
        <translation>本软件的按键</translation>
    </message>
    <message>
        <source>Keys of Argilla</source>
        <translation>Argilla 的按键</translation>
    </message>
    <message>
        <source>Keys of Label Studio</source>
        <translation>Label Studio 的按键</translation>
    </message>
    <message>
        <source>Keys of Prodigy</source>
        <translation>Prodigy 的按键</translation>
    </message>
    <message>
        <source>a key for one thing only</source>
        <translation>每个按键只做一件事</translation>
    </message>
    <message>
        <source>an item of this kind ({0}) has another number of answers</source>
        <translation>这种类型（{0}）的条目应有另外数量的回答</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 到 {1}</translation>
    </message>
    <message>
        <source>items of this kind ({0}) have steps, and no others have</source>
        <translation>这种类型（{0}）的条目有步骤，其他类型没有</translation>
    </message>
    <message>
        <source>there is nothing to label</source>
        <translation>没有可标注的内容</translation>
    </message>
    <message>
        <source>a step is a text</source>
        <translation>步骤是一段文本</translation>
    </message>
    <message>
        <source>this build has no algorithm that learns from such labels</source>
        <translation>这个版本没有从这种标注学习的算法</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>Rankings</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>标注指南</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Tie</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>很差</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>较差</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>the fork has no step left to train</source>
        <translation>该分叉没有剩余的训练步</translation>
    </message>
    <message>
        <source>{0}, at a fork of step {1}</source>
        <translation>{0}，而分叉位于第 {1} 步</translation>
    </message>
    <message>
        <source>more than {0}: the steps of the run that is left count</source>
        <translation>大于 {0}：所离开的运行的步数也计算在内</translation>
    </message>
    <message>
        <source>Raise max_steps, or fork at an earlier checkpoint.</source>
        <translation>请增大 max_steps，或从更早的检查点分叉。</translation>
    </message>
    <message>
        <source>Resume it, or run the experiment again: it goes on from {0}.</source>
        <translation>请恢复它，或再次运行实验：它会从 {0} 继续。</translation>
    </message>
    <message>
        <source>this text cannot be kept</source>
        <translation>无法保存这段文字</translation>
    </message>
    <message>
        <source>control characters</source>
        <translation>控制字符</translation>
    </message>
    <message>
        <source>at most {0} bytes of plain text</source>
        <translation>最多 {0} 字节的纯文本</translation>
    </message>
    <message>
        <source>the name of a run is one line</source>
        <translation>运行的名称只能是一行</translation>
    </message>
    <message>
        <source>the run is at work</source>
        <translation>该运行正在进行</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>the run is needed</source>
        <translation>该运行仍被需要</translation>
    </message>
    <message>
        <source>Take these away first.</source>
        <translation>请先移除这些。</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>reward_funcs asks a rubric, and the run has no criteria</source>
        <translation>reward_funcs 要求使用评分细则，而该运行没有任何准则</translation>
    </message>
    <message>
        <source>a file of criteria</source>
        <translation>一个列出准则的文件</translation>
    </message>
    <message>
        <source>only a reader can tell whether an answer meets a criterion of the rubric</source>
        <translation>评分细则中有一条准则，只有读者才能判断回答是否符合</translation>
    </message>
    <message>
        <source>criteria with a check, or a judge</source>
        <translation>带有检查的准则，或一个评判模型</translation>
    </message>
    <message>
        <source>Give the criterion a check, or set rubric_judge = true and name a model as the input judge.</source>
        <translation>请给该准则加上检查，或设 rubric_judge = true 并将一个模型指定为输入 judge。</translation>
    </message>
    <message>
        <source>a prompt leaves no room for an answer in the model&apos;s positions</source>
        <translation>提示词占满了模型的位置，没有给回答留下空间</translation>
    </message>
    <message>
        <source>fewer than {0}</source>
        <translation>少于 {0}</translation>
    </message>
    <message>
        <source>Leave the row out, or shorten it.</source>
        <translation>请去掉这一行，或把它缩短。</translation>
    </message>
    <message>
        <source>these log-probs are not of the same pairs</source>
        <translation>这些对数概率不属于相同的偏好对</translation>
    </message>
    <message>
        <source>{0}, as {1} has</source>
        <translation>{0}，与 {1} 相同</translation>
    </message>
    <message>
        <source>not a number that 32 bits hold</source>
        <translation>不是 32 位能表示的数</translation>
    </message>
    <message>
        <source>neither a number that 32 bits hold nor null</source>
        <translation>既不是 32 位能表示的数，也不是 null</translation>
    </message>
    <message>
        <source>a number is too large to compute with</source>
        <translation>有一个数大到无法计算</translation>
    </message>
    <message>
        <source>a number that 32 bits hold</source>
        <translation>32 位能表示的数</translation>
    </message>
    <message>
        <source>Name the one that is meant; on the command line with --algorithm.</source>
        <translation>请指明是哪一个；在命令行用 --algorithm。</translation>
    </message>
    <message>
        <source>Name the file in the stage&apos;s constitution, or take rubric out of reward_funcs.</source>
        <translation>请在该阶段的 constitution 中指明文件，或从 reward_funcs 中去掉 rubric。</translation>
    </message>
    <message>
        <source>reasons are given by a judge, which only rubric_judge asks about a rubric</source>
        <translation>理由由 judge 给出，而只有设置 rubric_judge 时才会就评分准则询问它</translation>
    </message>
    <message>
        <source>{0}, or no such setting</source>
        <translation>{0}，或不给出此设置</translation>
    </message>
    <message>
        <source>a list of token ids</source>
        <translation>一列词元编号</translation>
    </message>
    <message>
        <source>the row has what is read here, but {0} is {1}</source>
        <translation>此行具有此处读取的内容，但 {0} 是{1}</translation>
    </message>
    <message>
        <source>a setting of an adapter without an adapter: the whole model is trained</source>
        <translation>给出了适配器的设置，却没有适配器：训练的是整个模型</translation>
    </message>
    <message>
        <source>this adapter has no virtual tokens</source>
        <translation>此适配器没有虚拟词元</translation>
    </message>
    <message>
        <source>a setting of four-bit weights, and none are held so</source>
        <translation>给出了四位权重的设置，却没有权重以四位保存</translation>
    </message>
    <message>
        <source>a row is longer than the positions that the model has</source>
        <translation>有一行的长度超出模型所有的位置</translation>
    </message>
    <message>
        <source>Set max_length to {0}, or shorten the row.</source>
        <translation>请将 max_length 设为 {0}，或缩短此行。</translation>
    </message>
    <message>
        <source>rows longer than max_length, {0} tokens, lose their end: {1} of {2}, first the one in line {3} with {4} tokens. What is cut is not learnt.</source>
        <translation>长于 max_length（{0} 个词元）的行会失去末尾：{2} 行中有 {1} 行，首见于第 {3} 行，有 {4} 个词元。截去的内容不会学到。</translation>
    </message>
    <message>
        <source>rows longer than the {0} positions that the model was made for: {1} of {2}, first the one in line {3} with {4} tokens. It has never read that far, so that it learns little there and may lose what it knows. Set max_length to {0} or less, or split the rows.</source>
        <translation>长于模型设计所用 {0} 个位置的行：{2} 行中有 {1} 行，首见于第 {3} 行，有 {4} 个词元。模型从未读到那么远，在那里学不到多少，还可能丢失已会的内容。请将 max_length 设为 {0} 或更小，或拆分这些行。</translation>
    </message>
    <message>
        <source>{0} rows with nothing to learn, {1} whose answers are marked as bad</source>
        <translation>{0} 行没有可学的内容，{1} 行的回答被标为差</translation>
    </message>
    <message>
        <source>a completion, or something that the assistant says</source>
        <translation>一个补全，或助手所说的内容</translation>
    </message>
    <message>
        <source>In this row what would be learnt begins behind max_length: set a larger one.</source>
        <translation>此行中可学的内容在 max_length 之后才开始：请设一个更大的值。</translation>
    </message>
    <message>
        <source>Look at this row: its completion is empty, or none of its tokens has a label.</source>
        <translation>请查看此行：其补全为空，或没有一个词元带有标签。</translation>
    </message>
    <message>
        <source>{0} rows left out: nothing to learn within max_length, first in line {1}</source>
        <translation>略去 {0} 行：max_length 之内没有可学的内容，首见于第 {1} 行</translation>
    </message>
    <message>
        <source>no training of the experiment has begun</source>
        <translation>实验中尚无训练开始</translation>
    </message>
    <message>
        <source>Let it run: lapidary-cli run {0}</source>
        <translation>请运行它：lapidary-cli run {0}</translation>
    </message>
    <message>
        <source>this setting stands for the whole run</source>
        <translation>此设置在整个运行期间不变</translation>
    </message>
    <message>
        <source>a setting that each step reads anew, such as learning_rate or max_steps</source>
        <translation>每步都会重新读取的设置，例如 learning_rate 或 max_steps</translation>
    </message>
    <message>
        <source>Fork the run from its newest checkpoint with another value, or begin a run of its own.</source>
        <translation>请从此运行最新的检查点以另一个值分叉，或另开一个运行。</translation>
    </message>
    <message>
        <source>the run moves this setting by itself, since {0} is on</source>
        <translation>{0} 已打开，运行会自行调整此设置</translation>
    </message>
    <message>
        <source>Change what it is moved towards: target and horizon.</source>
        <translation>请更改它的调整目标：target 和 horizon。</translation>
    </message>
    <message>
        <source>this setting is off in this run, and cannot be switched on while it runs</source>
        <translation>此设置在此运行中是关闭的，运行途中无法打开</translation>
    </message>
    <message>
        <source>Begin a run of its own with it.</source>
        <translation>请用它另开一个运行。</translation>
    </message>
    <message>
        <source>0 switches this setting off, which a run cannot do on its way</source>
        <translation>0 会关闭此设置，运行途中不能这样做</translation>
    </message>
    <message>
        <source>Take a small number, or begin a run of its own without it.</source>
        <translation>请取一个较小的数，或另开一个不用它的运行。</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>settings</translation>
    </message>
    <message>
        <source>settings to change are a table of names and values</source>
        <translation>要更改的设置是名称和值的表</translation>
    </message>
    <message>
        <source>{&quot;learning_rate&quot;: 1e-5}, say</source>
        <translation>例如 {&quot;learning_rate&quot;: 1e-5}</translation>
    </message>
    <message>
        <source>the checkpoint that was just kept cannot be read</source>
        <translation>刚刚保存的检查点无法读取</translation>
    </message>
    <message>
        <source>the run would have no step left</source>
        <translation>此运行将没有剩余的步</translation>
    </message>
    <message>
        <source>max_steps of more than {0}, or more num_train_epochs</source>
        <translation>大于 {0} 的 max_steps，或更多的 num_train_epochs</translation>
    </message>
    <message>
        <source>Stop the run where it is to end here: its newest checkpoint holds the work so far.</source>
        <translation>若要在此结束，请停止运行：最新的检查点保存了到此为止的工作。</translation>
    </message>
    <message>
        <source>every problem has a right sample already</source>
        <translation>每个题目都已有正确的样本</translation>
    </message>
    <message>
        <source>{0} problems</source>
        <translation>{0} 个题目</translation>
    </message>
    <message>
        <source>problems without one</source>
        <translation>没有正确样本的题目</translation>
    </message>
    <message>
        <source>a hint is put around a prompt and a reference that are texts</source>
        <translation>提示只能加在文本形式的提示词与参考答案上</translation>
    </message>
    <message>
        <source>no reference</source>
        <translation>没有参考答案</translation>
    </message>
    <message>
        <source>a conversation</source>
        <translation>一段对话</translation>
    </message>
    <message>
        <source>Leave hint_template empty for such problems.</source>
        <translation>对这类题目请将 hint_template 留空。</translation>
    </message>
    <message>
        <source>reward_funcs asks a model that scores steps, and the run names none</source>
        <translation>reward_funcs 要求为步骤评分的模型，而运行没有指定</translation>
    </message>
    <message>
        <source>a model that scores steps, as the stage prm leaves it</source>
        <translation>为步骤评分的模型，例如 prm 阶段得到的</translation>
    </message>
    <message>
        <source>Name it in the stage&apos;s [stage.inputs], or take process_reward out of reward_funcs.</source>
        <translation>请在该阶段的 [stage.inputs] 中指定，或从 reward_funcs 中去掉 process_reward。</translation>
    </message>
    <message>
        <source>importance_sampling_correction needs the log-probs with which the tokens were drawn</source>
        <translation>importance_sampling_correction 需要采样这些词元时的对数概率</translation>
    </message>
    <message>
        <source>advantages of steps may not be divided by a mean, which may be 0</source>
        <translation>步骤的优势不能除以均值，因为它可能为 0</translation>
    </message>
    <message>
        <source>nothing tells right answers from wrong ones: all have the same label</source>
        <translation>没有什么能区分正确与错误的回答：标签全都相同</translation>
    </message>
    <message>
        <source>{0} right and {1} wrong answers</source>
        <translation>{0} 个正确和 {1} 个错误的回答</translation>
    </message>
    <message>
        <source>some of each</source>
        <translation>两种都要有</translation>
    </message>
    <message>
        <source>Add answers of the other kind.</source>
        <translation>请加入另一种回答。</translation>
    </message>
    <message>
        <source>a completion is compared with another by one number</source>
        <translation>补全之间以一个数相比较</translation>
    </message>
    <message>
        <source>kd_ratio below 1 learns the row&apos;s own tokens too</source>
        <translation>kd_ratio 小于 1 时也学习该行自身的词元</translation>
    </message>
    <message>
        <source>stored completions are what they are: no others can be drawn in their place</source>
        <translation>存储的补全是固定的：无法另行采样来替换</translation>
    </message>
    <message>
        <source>process_reward asks the input process_reward, which is not given</source>
        <translation>process_reward 需要输入 process_reward，而它没有给出</translation>
    </message>
    <message>
        <source>every completion would be punished for its length</source>
        <translation>每个补全都会因长度受罚</translation>
    </message>
    <message>
        <source>stored completions have no rewards of steps</source>
        <translation>存储的补全没有步骤奖励</translation>
    </message>
    <message>
        <source>At step {0} prompts were drawn {1} times, which is max_num_gen_batches, and fewer than a step wants had completions that earn differently: such steps learn from those that they have. The problems may be too hard or too easy for this model; dynamic_filtering_pass_rate tells how many are kept.</source>
        <translation>在第 {0} 步，提示已抽取 {1} 次（即 max_num_gen_batches），补全得分有差异的提示仍少于一步所需：这样的步只从已有的提示学习。题目对此模型可能太难或太易；dynamic_filtering_pass_rate 显示保留了多少。</translation>
    </message>
    <message>
        <source>reward_funcs asks a model that scores steps, and the run names none that can read</source>
        <translation>reward_funcs 要求为步骤评分的模型，而运行没有指定能够阅读的</translation>
    </message>
    <message>
        <source>process_reward reads two labels at each token, wrong and right, and this model gives others</source>
        <translation>process_reward 在每个词元处读取错误与正确两个标签，而此模型给出的不同</translation>
    </message>
    <message>
        <source>Train one on rows of steps, or name a model of whole answers as the input reward.</source>
        <translation>请用步骤数据训练一个，或将评价整个回答的模型指定为输入 reward。</translation>
    </message>
    <message>
        <source>the model that scores steps does not read the tokens that the policy writes</source>
        <translation>为步骤评分的模型不读取策略所写的词元</translation>
    </message>
    <message>
        <source>Train it from the policy, or from a model of its family.</source>
        <translation>请从该策略或其同族模型开始训练它。</translation>
    </message>
    <message>
        <source>The rewards of steps are added up, so that a policy can earn more by writing more steps. Watch completions/mean_length, or set process_reward_credit = &quot;min&quot;, by which all steps earn what the worst one is worth.</source>
        <translation>步骤奖励会累加，因此策略可以靠多写步骤获得更多。请留意 completions/mean_length，或设 process_reward_credit = &quot;min&quot;，使所有步骤合计只得最差一步的价值。</translation>
    </message>
    <message>
        <source>vespo multiplies the weights of tokens itself</source>
        <translation>vespo 自行将词元的权重相乘</translation>
    </message>
    <message>
        <source>gmpo has one ratio for a whole completion</source>
        <translation>gmpo 对整个回答只有一个比值</translation>
    </message>
    <message>
        <source>the smallest weight is not below the largest</source>
        <translation>最小权重不小于最大权重</translation>
    </message>
    <message>
        <source>importance_sampling_correction compares with the log-probs with which a completion was drawn, and this row has none</source>
        <translation>importance_sampling_correction 要与抽出回答时的对数概率比较，而这一行没有</translation>
    </message>
    <message>
        <source>a log-prob for each token of completion_ids that is not forced</source>
        <translation>completion_ids 中每个非强制词元的对数概率</translation>
    </message>
    <message>
        <source>Store them with the completions, or leave importance_sampling_correction out.</source>
        <translation>请随补全一起存储，或不使用 importance_sampling_correction。</translation>
    </message>
    <message>
        <source>Set scorer in the stage that samples.</source>
        <translation>请在采样的阶段设置 scorer。</translation>
    </message>
    <message>
        <source>no wrong sample has a higher score than a right one of its prompt</source>
        <translation>没有错误样本的分数高于同一提示的正确样本</translation>
    </message>
    <message>
        <source>{0} prompts with right and wrong samples</source>
        <translation>{0} 个提示同时有正确与错误的样本</translation>
    </message>
    <message>
        <source>the zip archive holds no file</source>
        <translation>zip 压缩包中没有文件</translation>
    </message>
    <message>
        <source>one file with rows</source>
        <translation>一个含数据行的文件</translation>
    </message>
    <message>
        <source>the {0} archive is damaged, not complete or empty</source>
        <translation>{0} 压缩包已损坏、不完整或为空</translation>
    </message>
    <message>
        <source>a {0} archive</source>
        <translation> {0} 压缩包</translation>
    </message>
    <message>
        <source>this is a spreadsheet or another document of an Office program</source>
        <translation>这是电子表格或其他 Office 文档</translation>
    </message>
    <message>
        <source>the zip archive holds several files, and only one can be read</source>
        <translation>zip 压缩包中有多个文件，而只能读取一个</translation>
    </message>
    <message>
        <source>{0}, and more</source>
        <translation>{0} 等</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8.</source>
        <translation>请存为 UTF-8 的 CSV。</translation>
    </message>
    <message>
        <source>Unpack it, and import each file that you want by itself.</source>
        <translation>请先解压，再分别导入所需的文件。</translation>
    </message>
    <message>
        <source>the file in the zip archive is locked with a password</source>
        <translation>zip 压缩包中的文件有密码保护</translation>
    </message>
    <message>
        <source>a file without a password</source>
        <translation>没有密码的文件</translation>
    </message>
    <message>
        <source>Unpack it with a program that asks for the password.</source>
        <translation>请用可输入密码的程序解压。</translation>
    </message>
    <message>
        <source>the archive unpacks to far more than text with rows does</source>
        <translation>压缩包解压后远大于任何含数据行的文本</translation>
    </message>
    <message>
        <source>{0} bytes out of the first {1}</source>
        <translation>前 {1} 字节解压出 {0} 字节</translation>
    </message>
    <message>
        <source>at most {0} times as many</source>
        <translation>至多 {0} 倍</translation>
    </message>
    <message>
        <source>Unpack it with another program, and look at what is inside.</source>
        <translation>请用其他程序解压，并查看其内容。</translation>
    </message>
    <message>
        <source>Sample more (n), or from a model that was trained against this scorer.</source>
        <translation>请多采样（n），或从针对此评分器训练过的模型采样。</translation>
    </message>
    <message>
        <source>samples are compared by their scores, and none has one</source>
        <translation>样本按分数比较，但没有一个有分数</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>片段标注</translation>
    </message>
    <message>
        <source>The comparisons cannot be fitted</source>
        <translation>无法拟合这些比较</translation>
    </message>
    <message>
        <source>a ridge above 0</source>
        <translation>大于 0 的岭参数</translation>
    </message>
    <message>
        <source>{0} features</source>
        <translation>{0} 个特征</translation>
    </message>
    <message>
        <source>1 to 1000</source>
        <translation>1 到 1000</translation>
    </message>
    <message>
        <source>A comparison has another number of features</source>
        <translation>某次比较的特征数不同</translation>
    </message>
    <message>
        <source>a number that is not finite</source>
        <translation>不是有限的数</translation>
    </message>
    <message>
        <source>Take the mark off</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Parts of one answer, marked by what is wrong with them. Teaches which lines are right (PRM).</source>
        <translation>标出一个回答中有问题的片段及其问题类型。用来教哪些行是对的（PRM）。</translation>
    </message>
    <message>
        <source>nobody knows which model these answers are of</source>
        <translation>不知道这些回答出自哪个模型</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>answers of a run of this project</source>
        <translation>本项目某次运行的回答</translation>
    </message>
    <message>
        <source>Make a queue from the samples of a run.</source>
        <translation>请用某次运行的样本新建队列。</translation>
    </message>
    <message>
        <source>The worker gave fewer answers than were asked for</source>
        <translation>工作进程给出的回答比要求的少</translation>
    </message>
    <message>
        <source>too few of the model&apos;s answers are whole, and others make no item</source>
        <translation>模型给出的完整回答太少，不完整的不能成为条目</translation>
    </message>
    <message>
        <source>{0} that the model ended itself</source>
        <translation>{0} 个由模型自己结束的回答</translation>
    </message>
    <message>
        <source>the model gave the same answer again</source>
        <translation>模型又给出了相同的回答</translation>
    </message>
    <message>
        <source>Fresh answers</source>
        <translation>新的回答</translation>
    </message>
    <message>
        <source>As they lie in the queue</source>
        <translation>按队列中的顺序</translation>
    </message>
    <message>
        <source>The items come as they were drawn when the queue was made.</source>
        <translation>条目按建立队列时抽取的顺序出现。</translation>
    </message>
    <message>
        <source>Where your labels tell least</source>
        <translation>您的标注最说不清的条目</translation>
    </message>
    <message>
        <source>A Bradley-Terry model is fitted to what you prefer, by run, length and words of the answers; the comparison comes next from which it would learn most.</source>
        <translation>按回答的运行、长度和用词，对您的偏好拟合 Bradley-Terry 模型；接下来出现它能学到最多的那一对。</translation>
    </message>
    <message>
        <source>Where a reward model is unsure</source>
        <translation>奖励模型拿不准的条目</translation>
    </message>
    <message>
        <source>The items come next whose answers a reward model scores most alike.</source>
        <translation>接下来出现奖励模型给分最接近的条目。</translation>
    </message>
    <message>
        <source>Where reward models disagree</source>
        <translation>奖励模型意见不一的条目</translation>
    </message>
    <message>
        <source>The items come next of which several reward models say the most different things.</source>
        <translation>接下来出现多个奖励模型看法差别最大的条目。</translation>
    </message>
    <message>
        <source>Where the model is unsure</source>
        <translation>模型自己拿不准的条目</translation>
    </message>
    <message>
        <source>The items come next whose answers the model that gave them finds most alike, by the mean log-probability of their tokens.</source>
        <translation>接下来出现作答模型认为最接近的条目，按词元的平均对数概率衡量。</translation>
    </message>
    <message>
        <source>there is no such order of the items</source>
        <translation>没有这样的条目顺序</translation>
    </message>
    <message>
        <source>ratings and spans need criteria, and nothing else has any</source>
        <translation>评分和片段标注需要标准，其他类型都没有标准</translation>
    </message>
    <message>
        <source>Write what is rated, such as helpful and correct, or marked, such as wrong and unclear.</source>
        <translation>请写出评分的内容（例如“有帮助”“正确”）或标注的内容（例如“错误”“不清楚”）。</translation>
    </message>
    <message>
        <source>The worker did not give the numbers that were asked for</source>
        <translation>工作进程没有给出所要的数值</translation>
    </message>
    <message>
        <source>one score of the whole answer</source>
        <translation>整个回答的一个分数</translation>
    </message>
    <message>
        <source>a log-probability of each token</source>
        <translation>每个词元的对数概率</translation>
    </message>
    <message>
        <source>a log-probability</source>
        <translation>一个对数概率</translation>
    </message>
    <message>
        <source>a judgement has no probability</source>
        <translation>某条判断没有概率</translation>
    </message>
    <message>
        <source>Let the judge&apos;s stage run again.</source>
        <translation>请让评判阶段重新运行。</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>there is nothing of this name</source>
        <translation>没有此名称的内容</translation>
    </message>
    <message>
        <source>a key or a table of the file</source>
        <translation>文件中的键或表</translation>
    </message>
    <message>
        <source>this is written in a way that cannot be changed here without changing something else</source>
        <translation>这里的写法无法在不改动其他内容的情况下修改</translation>
    </message>
    <message>
        <source>other values after the change</source>
        <translation>修改后其他值也变了</translation>
    </message>
    <message>
        <source>Change it in a text editor; what is open here follows.</source>
        <translation>请在文本编辑器中修改；此处会随之更新。</translation>
    </message>
    <message>
        <source>there is nothing of this name in the experiment</source>
        <translation>实验中没有此名称的内容</translation>
    </message>
    <message>
        <source>{0} is given nothing by {1}</source>
        <translation>{1} 没有给 {0} 提供任何内容</translation>
    </message>
    <message>
        <source>{0} (rows of the layout {1})</source>
        <translation>{0}（布局为 {1} 的行）</translation>
    </message>
    <message>
        <source>{0} takes nothing of what {1} is</source>
        <translation>{0} 不接受 {1} 这类内容</translation>
    </message>
    <message>
        <source>what one of its inputs takes: {0}</source>
        <translation>其某个输入所接受的内容：{0}</translation>
    </message>
    <message>
        <source>the experiment&apos;s file was changed by somebody else meanwhile</source>
        <translation>实验文件在此期间被他人修改了</translation>
    </message>
    <message>
        <source>It has been read again: look at it, and do it once more.</source>
        <translation>已重新读取：请查看后再操作一次。</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>a share above 0, at most 1</source>
        <translation>大于 0 且不超过 1 的比例</translation>
    </message>
    <message>
        <source>a share between 0 and 1</source>
        <translation>0 与 1 之间的比例</translation>
    </message>
    <message>
        <source>the file is one JSON object, which is too large to be held</source>
        <translation>文件是单个 JSON 对象，太大而无法载入</translation>
    </message>
    <message>
        <source>Write each row on a line of its own, as JSON Lines.</source>
        <translation>请把每行数据单独写成一行，即 JSON Lines。</translation>
    </message>
    <message>
        <source>this is no JSON object</source>
        <translation>这不是 JSON 对象</translation>
    </message>
    <message>
        <source>{ … } with rows inside of it</source>
        <translation>内含数据行的 { … }</translation>
    </message>
    <message>
        <source>a Parquet file that is not encrypted</source>
        <translation>未加密的 Parquet 文件</translation>
    </message>
    <message>
        <source>the Parquet file cannot be read</source>
        <translation>无法读取该 Parquet 文件</translation>
    </message>
    <message>
        <source>The file was probably cut or changed while it was written or copied: fetch it again.</source>
        <translation>文件可能在写入或复制时被截断或改动：请重新获取。</translation>
    </message>
    <message>
        <source>no more than {0} rows</source>
        <translation>至多 {0} 行</translation>
    </message>
    <message>
        <source>{0} rows of {1}</source>
        <translation>{1} 行中的 {0} 行</translation>
    </message>
    <message>
        <source>a cell holds what is neither text nor number, list or table</source>
        <translation>单元格的内容既不是文本或数字，也不是列表或表</translation>
    </message>
    <message>
        <source>text, numbers, true or false, times, and lists and tables of them</source>
        <translation>文本、数字、真假值、时间，以及由它们组成的列表和表</translation>
    </message>
    <message>
        <source>Write the file without this column, or with words in it.</source>
        <translation>请写出不含此列的文件，或把此列写成文字。</translation>
    </message>
    <message>
        <source>the Parquet file is encrypted</source>
        <translation>该 Parquet 文件已加密</translation>
    </message>
    <message>
        <source>Write it again without encryption where its keys are.</source>
        <translation>请在持有密钥之处重新写出未加密的文件。</translation>
    </message>
    <message>
        <source>this is no Parquet file</source>
        <translation>这不是 Parquet 文件</translation>
    </message>
    <message>
        <source>a file that begins otherwise</source>
        <translation>开头不同的文件</translation>
    </message>
    <message>
        <source>a program that was built with Apache Arrow: there is no lapidary-parquet beside it</source>
        <translation>带 Apache Arrow 构建的程序：旁边没有 lapidary-parquet</translation>
    </message>
    <message>
        <source>Session of a coding agent</source>
        <translation>编程智能体的会话</translation>
    </message>
    <message>
        <source>One JSON object</source>
        <translation>单个 JSON 对象</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>JSON array</source>
        <translation>JSON 数组</translation>
    </message>
    <message>
        <source>Text, a row a paragraph</source>
        <translation>文本，每段一行</translation>
    </message>
    <message>
        <source>Text, a row a line</source>
        <translation>文本，每行一行数据</translation>
    </message>
    <message>
        <source>Text, one row in all</source>
        <translation>文本，整个文件为一行</translation>
    </message>
    <message>
        <source>Table with tabs</source>
        <translation>制表符分隔的表</translation>
    </message>
    <message>
        <source>Table with commas or semicolons</source>
        <translation>逗号或分号分隔的表</translation>
    </message>
    <message>
        <source>this is no session of an agent that is known</source>
        <translation>这不是已知智能体的会话</translation>
    </message>
    <message>
        <source>a log of Claude Code or of Codex, as JSON Lines</source>
        <translation>Claude Code 或 Codex 的 JSON Lines 日志</translation>
    </message>
    <message>
        <source>the session is longer than a row may be</source>
        <translation>会话超过了一行允许的长度</translation>
    </message>
    <message>
        <source>plain text in UTF-8</source>
        <translation>UTF-8 纯文本</translation>
    </message>
    <message>
        <source>the text is longer than a row may be</source>
        <translation>文本超过了一行允许的长度</translation>
    </message>
    <message>
        <source>Cut it at lines or at blank lines.</source>
        <translation>请按行或按空行切分。</translation>
    </message>
    <message>
        <source>a NUL byte in the text</source>
        <translation>文本中有 NUL 字节</translation>
    </message>
    <message>
        <source>an option does not begin with its letter</source>
        <translation>选项没有以其字母开头</translation>
    </message>
    <message>
        <source>{0}) and the option</source>
        <translation>{0}) 与选项内容</translation>
    </message>
    <message>
        <source>a list of calls of tools</source>
        <translation>工具调用的列表</translation>
    </message>
    <message>
        <source>a call of a tool</source>
        <translation>一次工具调用</translation>
    </message>
    <message>
        <source>{&quot;results&quot;: [ … ]}</source>
        <translation>{&quot;results&quot;: [ … ]}</translation>
    </message>
    <message>
        <source>what a tool saw</source>
        <translation>工具返回的内容</translation>
    </message>
    <message>
        <source>a step with source and message</source>
        <translation>带 source 与 message 的步骤</translation>
    </message>
    <message>
        <source>user, agent or system</source>
        <translation>user、agent 或 system</translation>
    </message>
    <message>
        <source>a list of steps</source>
        <translation>步骤的列表</translation>
    </message>
    <message>
        <source>at least {0} texts</source>
        <translation>至少 {0} 个文本</translation>
    </message>
    <message>
        <source>at most {0} texts</source>
        <translation>至多 {0} 个文本</translation>
    </message>
    <message>
        <source>the steps of the two texts are not the same</source>
        <translation>两段文本的步骤不一致</translation>
    </message>
    <message>
        <source>a text with steps, {0} behind each, and the same text with + or - there</source>
        <translation>每步之后带 {0} 的文本，以及在该处改为 + 或 - 的同一文本</translation>
    </message>
    <message>
        <source>no &quot;{0}&quot;</source>
        <translation>没有“{0}”</translation>
    </message>
    <message>
        <source>a number from 0 to {0}, or a letter</source>
        <translation>0 到 {0} 的数字，或一个字母</translation>
    </message>
    <message>
        <source>{&quot;problem&quot;: … }</source>
        <translation>{&quot;problem&quot;: … }</translation>
    </message>
    <message>
        <source>{&quot;steps&quot;: [ … ]}</source>
        <translation>{&quot;steps&quot;: [ … ]}</translation>
    </message>
    <message>
        <source>{&quot;text&quot;: … }</source>
        <translation>{&quot;text&quot;: … }</translation>
    </message>
    <message>
        <source>{&quot;question&quot;, &quot;query&quot;, … }</source>
        <translation>{&quot;question&quot;, &quot;query&quot;, … }</translation>
    </message>
    <message>
        <source>a ranking has several answers</source>
        <translation>排序应有多个回答</translation>
    </message>
    <message>
        <source>2 to {0} answers</source>
        <translation>2 到 {0} 个回答</translation>
    </message>
    <message>
        <source>no two answers of the ranking differ: there is nothing to prefer</source>
        <translation>排序中没有两个回答有差别：无从偏好</translation>
    </message>
    <message>
        <source>{0} answers</source>
        <translation>{0} 个回答</translation>
    </message>
    <message>
        <source>answers of different ranks or scores</source>
        <translation>名次或评分不同的回答</translation>
    </message>
    <message>
        <source>a list of numbers</source>
        <translation>数字的列表</translation>
    </message>
    <message>
        <source>there are not as many scores or ranks as answers</source>
        <translation>评分或名次的数目与回答数不符</translation>
    </message>
    <message>
        <source>a list of answers</source>
        <translation>回答的列表</translation>
    </message>
    <message>
        <source>an answer with its rank or score</source>
        <translation>带名次或评分的回答</translation>
    </message>
    <message>
        <source>the question has no answer</source>
        <translation>该问题没有答案</translation>
    </message>
    <message>
        <source>a list of {&quot;text&quot;: …} with at least one</source>
        <translation>至少含一项的 {&quot;text&quot;: …} 列表</translation>
    </message>
    <message>
        <source>this is no file that can be read from any place</source>
        <translation>这不是可从任意位置读取的文件</translation>
    </message>
    <message>
        <source>a regular file</source>
        <translation>普通文件</translation>
    </message>
    <message>
        <source>the row of an earlier import is not there</source>
        <translation>先前导入的那一行不在此处</translation>
    </message>
    <message>
        <source>the row as an object</source>
        <translation>作为对象的数据行</translation>
    </message>
    <message>
        <source>Write the row there, as the file that it comes from should have had it.</source>
        <translation>请在此写入原文件本应有的数据行。</translation>
    </message>
    <message>
        <source>the row of an earlier import is still a text that cannot be read: {0}</source>
        <translation>先前导入的行仍是无法读取的文本：{0}</translation>
    </message>
    <message>
        <source>Mend it there, or write the row as an object.</source>
        <translation>请在此修正，或把该行写成对象。</translation>
    </message>
    <message>
        <source>{0} rankings become {1} pairs, one of each two answers that differ</source>
        <translation>{0} 个排序变为 {1} 对，每两个有差别的回答成一对</translation>
    </message>
    <message>
        <source>the row of an earlier import has the sign of unknown characters where the file had bytes that are no UTF-8</source>
        <translation>先前导入的行中，原文件里不是 UTF-8 的字节处现为未知字符标记</translation>
    </message>
    <message>
        <source>the characters that are meant</source>
        <translation>原本的字符</translation>
    </message>
    <message>
        <source>Put them there, or write the row as an object.</source>
        <translation>请在该处填入，或把该行写成对象。</translation>
    </message>
    <message>
        <source>{0}: the passages that were found hold a reference of {1} of {2} problems.</source>
        <translation>{0}：找到的段落包含 {2} 道题中 {1} 道的参考答案。</translation>
    </message>
    <message>
        <source>generate, score, add_rows, change, takes, snapshot or cancel</source>
        <translation>generate、score、add_rows、change、takes、snapshot 或 cancel</translation>
    </message>
    <message>
        <source>An expert&apos;s words are tokens of the model that answers, and they have not the same.</source>
        <translation>专家的话要用回答模型的词元，而两者的词元不同。</translation>
    </message>
    <message>
        <source>Take a model of the same family, or name a server in experts.</source>
        <translation>请选用同一系列的模型，或在 experts 中写明服务器。</translation>
    </message>
    <message>
        <source>A search wants to ask an expert who is not there.</source>
        <translation>搜索要询问的专家不存在。</translation>
    </message>
    <message>
        <source>This model gives no hidden states, by which passages could be compared.</source>
        <translation>此模型不提供可用来比较段落的隐藏状态。</translation>
    </message>
    <message>
        <source>Find passages by their words (bm25), or take a model that runs here.</source>
        <translation>请按词语查找段落（bm25），或选用在本机运行的模型。</translation>
    </message>
    <message>
        <source>Without a text nothing asks the model for sub-questions, or for the answer.</source>
        <translation>没有文字就无法向模型询问子问题或答案。</translation>
    </message>
    <message>
        <source>An expert is given whom no plan can call, since it has no name.</source>
        <translation>给出的专家没有名字，计划无法称呼它。</translation>
    </message>
    <message>
        <source>a name for each of the inputs expert, expert_2 and expert_3 that is given</source>
        <translation>为给出的每个输入 expert、expert_2、expert_3 各取一个名字</translation>
    </message>
    <message>
        <source>Name it in experts, or leave the input out.</source>
        <translation>请在 experts 中为它取名，或去掉该输入。</translation>
    </message>
    <message>
        <source>rows, port, labels</source>
        <translation>rows、port、labels</translation>
    </message>
    <message>
        <source>rloo has one ratio for a whole completion</source>
        <translation>rloo 对整个补全只有一个比值</translation>
    </message>
    <message>
        <source>a tensor that this formula takes is missing or has another shape</source>
        <translation>此公式需要的张量缺失或形状不同</translation>
    </message>
    <message>
        <source>this tensor does not have the length of the others</source>
        <translation>此张量的长度与其他张量不同</translation>
    </message>
    <message>
        <source>a copy of the policy needs a folder that is not there yet</source>
        <translation>策略模型的副本需要一个尚不存在的文件夹</translation>
    </message>
    <message>
        <source>an absolute path where nothing is</source>
        <translation>一个绝对路径，且该处尚无任何内容</translation>
    </message>
    <message>
        <source>out</source>
        <translation>out</translation>
    </message>
    <message>
        <source>more than 0, and 1 at most</source>
        <translation>大于 0 且不超过 1</translation>
    </message>
    <message>
        <source>more than 0</source>
        <translation>大于 0</translation>
    </message>
    <message>
        <source>between 0 and 1</source>
        <translation>0 与 1 之间</translation>
    </message>
    <message>
        <source>more than 1</source>
        <translation>大于 1</translation>
    </message>
    <message>
        <source>There are no orders to try</source>
        <translation>没有可尝试的阶</translation>
    </message>
    <message>
        <source>no noise keeps so many steps within this epsilon</source>
        <translation>没有任何噪声能让这么多步保持在此 epsilon 之内</translation>
    </message>
    <message>
        <source>Take fewer steps, a smaller sample_rate or a larger epsilon or delta.</source>
        <translation>请减少步数、降低 sample_rate，或增大 epsilon 或 delta。</translation>
    </message>
    <message>
        <source>another file has its place</source>
        <translation>它的位置已有另一个文件</translation>
    </message>
    <message>
        <source>Move that file away, or give its data set another name.</source>
        <translation>请移走该文件，或给它的数据集改名。</translation>
    </message>
    <message>
        <source>there is another data set of this name</source>
        <translation>已有另一个同名数据集</translation>
    </message>
    <message>
        <source>a stage of this name is meant where the data set is named</source>
        <translation>引用数据集的地方会被理解为同名的阶段</translation>
    </message>
    <message>
        <source>the rows are open</source>
        <translation>这些行正被打开</translation>
    </message>
    <message>
        <source>Close them first.</source>
        <translation>请先关闭它们。</translation>
    </message>
    <message>
        <source>frozen rows are called after the data set that they were made of</source>
        <translation>冻结的行以其来源数据集命名</translation>
    </message>
    <message>
        <source>Give that data set another name.</source>
        <translation>请给那个数据集改名。</translation>
    </message>
    <message>
        <source>the data set is needed</source>
        <translation>数据集正被使用</translation>
    </message>
    <message>
        <source>Give these another data set first, or take them away.</source>
        <translation>请先给它们换一个数据集，或将它们移除。</translation>
    </message>
    <message>
        <source>the experiment has another data set of this name by now</source>
        <translation>实验中现在已有另一个同名数据集</translation>
    </message>
    <message>
        <source>Give that one another name first.</source>
        <translation>请先给那个数据集改名。</translation>
    </message>
    <message>
        <source>the trash has no such data set</source>
        <translation>回收站中没有此数据集</translation>
    </message>
    <message>
        <source>this says nothing of a deleted data set</source>
        <translation>这没有说明任何已删除的数据集</translation>
    </message>
    <message>
        <source>The files beside it are what was deleted: they can be copied back by hand.</source>
        <translation>它旁边的文件就是被删除的内容：可以手动复制回去。</translation>
    </message>
    <message>
        <source>the project has no such data set</source>
        <translation>项目没有此数据集</translation>
    </message>
    <message>
        <source>there is none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>First bad turn here</source>
        <translation>首个错误轮次在此</translation>
    </message>
    <message>
        <source>All good</source>
        <translation>全部良好</translation>
    </message>
    <message>
        <source>Turns of an agent</source>
        <translation>智能体的轮次</translation>
    </message>
    <message>
        <source>Each turn of a conversation with tools: good, neutral or bad. Teaches a process reward model (PRM), or single answers (KTO).</source>
        <translation>使用工具的对话的每一轮：好、中性或差。用于过程奖励模型（PRM）或单个回答（KTO）。</translation>
    </message>
    <message>
        <source>Trace {0} of {1}</source>
        <translation>轨迹 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} of “{1}”</source>
        <translation>{0} 个“{1}”</translation>
    </message>
    <message>
        <source>{0} without a lesson</source>
        <translation>{0} 个无可学习</translation>
    </message>
    <message>
        <source>{0} disputed</source>
        <translation>{0} 个有争议</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>{0} 个已跳过</translation>
    </message>
    <message>
        <source>{0} open</source>
        <translation>{0} 个未标注</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>items of this kind ({0}) have a step for each turn of the assistant</source>
        <translation>此类条目（{0}）对助手的每一轮都有一个步骤</translation>
    </message>
    <message>
        <source>the trial was stopped</source>
        <translation>试训已停止</translation>
    </message>
    <message>
        <source>no algorithm lets a model that writes learn from such labels</source>
        <translation>没有算法能让生成文本的模型学习这样的标签</translation>
    </message>
    <message>
        <source>Train on these labels in a stage of their own.</source>
        <translation>请在单独的阶段中用这些标签训练。</translation>
    </message>
    <message>
        <source>the answers of this queue are of no run that waits for their labels</source>
        <translation>此队列的回答不属于任何正在等待标签的运行</translation>
    </message>
    <message>
        <source>the rows of this run ask nothing that its policy could be asked</source>
        <translation>此运行的数据行没有可以向其策略模型提出的问题</translation>
    </message>
    <message>
        <source>rows with a prompt, in words</source>
        <translation>带有文字提示的数据行</translation>
    </message>
    <message>
        <source>the paused run did not answer what it was asked</source>
        <translation>暂停的运行没有按要求作答</translation>
    </message>
    <message>
        <source>{&quot;takes&quot;: [{&quot;port&quot;, &quot;layout&quot;}], &quot;from_step&quot;}</source>
        <translation>{&quot;takes&quot;: [{&quot;port&quot;, &quot;layout&quot;}], &quot;from_step&quot;}</translation>
    </message>
    <message>
        <source>{0} whole of {1}</source>
        <translation>{1} 个中有 {0} 个完整</translation>
    </message>
    <message>
        <source>Ask for longer answers, or take those that were cut as well.</source>
        <translation>请要求更长的回答，或也采用被截断的回答。</translation>
    </message>
    <message>
        <source>It is sure of itself here; ask for more prompts, or at a higher temperature.</source>
        <translation>模型在此处很确定；请要求更多提示，或使用更高的温度。</translation>
    </message>
    <message>
        <source>the method of this run cannot be given such labels on the way</source>
        <translation>此运行的方法无法在途中接收这样的标签</translation>
    </message>
    <message>
        <source>no rows at all</source>
        <translation>不接收任何数据行</translation>
    </message>
    <message>
        <source>Go on without them, and train on these labels in a stage of their own.</source>
        <translation>请不带标签继续，并在单独的阶段中用这些标签训练。</translation>
    </message>
    <message>
        <source>{&quot;rows&quot;, &quot;left_out&quot;, &quot;from_step&quot;}</source>
        <translation>{&quot;rows&quot;, &quot;left_out&quot;, &quot;from_step&quot;}</translation>
    </message>
    <message>
        <source>a model that scores steps reads plain prompts</source>
        <translation>给步骤打分的模型只读纯文本提示</translation>
    </message>
    <message>
        <source>two scores of each token</source>
        <translation>每个词元的两个分数</translation>
    </message>
    <message>
        <source>nobody knows which answers to this prompt are right</source>
        <translation>无从得知此提示的哪些回答正确</translation>
    </message>
    <message>
        <source>a run of the queue whose rows have a reference</source>
        <translation>队列中某个运行，其数据行带有参考答案</translation>
    </message>
    <message>
        <source>Make the queue from graded samples of a run.</source>
        <translation>请用某个运行的已评分样本创建队列。</translation>
    </message>
    <message>
        <source>a folder, or the name of a ready-made project or template such as starter or rlhf</source>
        <translation>文件夹，或现成项目或模板的名称，如 starter 或 rlhf</translation>
    </message>
    <message>
        <source>Rows were added ({0}); they are learnt from step {1} on.</source>
        <translation>已添加数据行（{0}）；从第 {1} 步起学习。</translation>
    </message>
    <message>
        <source>Labels of “{0}” were added ({1}); they are learnt from step {2} on.</source>
        <translation>已添加“{0}”的标签（{1}）；从第 {2} 步起学习。</translation>
    </message>
    <message>
        <source>{0} names</source>
        <translation>{0} 个名字</translation>
    </message>
    <message>
        <source>there is nothing to weigh the clients by</source>
        <translation>没有可用来给客户端加权的数目</translation>
    </message>
    <message>
        <source>numbers of examples, not all 0</source>
        <translation>样本数，且不全为 0</translation>
    </message>
    <message>
        <source>the rows cannot be written as a Parquet file</source>
        <translation>无法把这些行写成 Parquet 文件</translation>
    </message>
    <message>
        <source>rows with at most 256 columns, each with a name</source>
        <translation>最多 256 列且每列都有名称的行</translation>
    </message>
    <message>
        <source>Export them as JSON Lines: give the file a name that ends in .jsonl.</source>
        <translation>请导出为 JSON Lines：使文件名以 .jsonl 结尾。</translation>
    </message>
    <message>
        <source>the helper ended early</source>
        <translation>辅助程序提前结束</translation>
    </message>
    <message>
        <source>no line's end</source>
        <translation>没有行尾</translation>
    </message>
    <message>
        <source>a cut piece</source>
        <translation>被截断的片段</translation>
    </message>
    <message>
        <source>no Parquet file can be written here</source>
        <translation>此处无法写 Parquet 文件</translation>
    </message>
    <message>
        <source>Give the file a name that ends in .jsonl; pandas makes it Parquet: pandas.read_json(&quot;rows.jsonl&quot;, lines=True).to_parquet(FILE). Or install pyarrow and build the program again.</source>
        <translation>请使文件名以 .jsonl 结尾；pandas 可将其转为 Parquet：pandas.read_json(&quot;rows.jsonl&quot;, lines=True).to_parquet(FILE)。或者安装 pyarrow 并重新构建程序。</translation>
    </message>
    <message>
        <source>no row sets a task that could be shown</source>
        <translation>没有哪一行提出可供展示的任务</translation>
    </message>
    <message>
        <source>rows with a prompt, or conversations of one question</source>
        <translation>带有提示的行，或只有一个问题的对话</translation>
    </message>
    <message>
        <source>Take a filter away, or open another data set.</source>
        <translation>请去掉一个筛选条件，或打开另一个数据集。</translation>
    </message>
    <message>
        <source>the model has made no row</source>
        <translation>模型没有写出任何行</translation>
    </message>
    <message>
        <source>Look at what was dropped: a larger model, a lower bound or other seeds help.</source>
        <translation>请查看被舍弃的内容：更大的模型、更宽的界限或其他种子行会有帮助。</translation>
    </message>
    <message>
        <source>The model could be asked no further: {0}</source>
        <translation>无法继续询问模型：{0}</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>It was given up: the last {0} questions gave no row.</source>
        <translation>已放弃：最近 {0} 次提问没有得到任何行。</translation>
    </message>
    <message>
        <source>no rows can be made so</source>
        <translation>这样无法生成行</translation>
    </message>
    <message>
        <source>2 or more, since a rule looks for answers that agree</source>
        <translation>2 个或更多，因为规则要找出一致的回答</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>more than was wanted</source>
        <translation>超出所需</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>太短</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>a copy of the question</source>
        <translation>照抄提问</translation>
    </message>
    <message>
        <source>like another task</source>
        <translation>与其他任务相似</translation>
    </message>
    <message>
        <source>without an answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>with an answer that was cut off</source>
        <translation>回答被截断</translation>
    </message>
    <message>
        <source>with an answer that says the task again</source>
        <translation>回答复述任务</translation>
    </message>
    <message>
        <source>with an answer that repeats itself</source>
        <translation>回答自我重复</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝回答</translation>
    </message>
    <message>
        <source>with an answer that its check does not pass</source>
        <translation>回答未通过检查</translation>
    </message>
    <message>
        <source>with answers that do not agree</source>
        <translation>回答不一致</translation>
    </message>
    <message>
        <source>{0}: expected calibration error {1} over {2} problems; chance alone gives {3} to whoever is always as sure as right.</source>
        <translation>{0}：{2} 道题上的期望校准误差为 {1}；即使把握总是恰当，仅凭偶然也会有 {3}。</translation>
    </message>
    <message>
        <source>The choices of problem {0} are none that an answer could be chosen from.</source>
        <translation>题 {0} 的选项不能用来从中选出答案。</translation>
    </message>
    <message>
        <source>a list of {0} to {1} texts, none of them empty</source>
        <translation>由 {0} 至 {1} 个文本组成的列表，均不为空</translation>
    </message>
    <message>
        <source>Problem {0} offers no choices, and this strategy chooses among those that are given.</source>
        <translation>题 {0} 没有给出选项，而此策略只在给定的选项中选择。</translation>
    </message>
    <message>
        <source>a question with lines &quot;A. …&quot;, &quot;B. …&quot; at its end, or a list &quot;choices&quot; in its row</source>
        <translation>末尾带有 &quot;A. …&quot;、&quot;B. …&quot; 等行的题目，或其数据行中的列表 &quot;choices&quot;</translation>
    </message>
    <message>
        <source>Import the data with a layout of multiple choice, or use a strategy that lets the model write its answer.</source>
        <translation>请以选择题布局导入数据，或使用让模型写出回答的策略。</translation>
    </message>
    <message>
        <source>A search gave nothing to read.</source>
        <translation>搜索没有给出任何可读的内容。</translation>
    </message>
    <message>
        <source>The model has no tokens for a choice, so that it cannot say how likely it is.</source>
        <translation>模型没有可写出某个选项的词元，因此无法说出其可能性。</translation>
    </message>
    <message>
        <source>a text that the model&apos;s tokenizer can write</source>
        <translation>模型的分词器能够写出的文本</translation>
    </message>
    <message>
        <source>This model does not say how likely it finds a text that it did not write itself.</source>
        <translation>此模型不会给出并非由其自身写出的文本的可能性。</translation>
    </message>
    <message>
        <source>a model of this machine</source>
        <translation>本机上的模型</translation>
    </message>
    <message>
        <source>Use a strategy that lets the model write its answer, or a model here.</source>
        <translation>请使用让模型写出回答的策略，或使用本机上的模型。</translation>
    </message>
    <message>
        <source>A server does not say how likely its model finds a choice that it did not write.</source>
        <translation>服务器不会给出其模型认为并非由其写出的选项有多大可能。</translation>
    </message>
    <message>
        <source>Let the server&apos;s model write its answer, or use a model here.</source>
        <translation>请让服务器上的模型写出回答，或使用本机上的模型。</translation>
    </message>
    <message>
        <source>The question of problem {0} shows no letters before its choices.</source>
        <translation>题 {0} 的选项前没有字母。</translation>
    </message>
    <message>
        <source>words or shown, or a question with lines &quot;A. …&quot;, &quot;B. …&quot; at its end</source>
        <translation>words 或 shown，或末尾带有 &quot;A. …&quot;、&quot;B. …&quot; 等行的题目</translation>
    </message>
    <message>
        <source>Set form = &quot;words&quot;, and a rule that compares words.</source>
        <translation>请设置 form = &quot;words&quot;，并使用比较文字的规则。</translation>
    </message>
    <message>
        <source>a confidence is a share</source>
        <translation>把握程度应为一个比例</translation>
    </message>
    <message>
        <source>only a training has a seed of its own</source>
        <translation>只有训练才有自己的种子</translation>
    </message>
    <message>
        <source>Leave it out; where the settings of this stage have a seed, it stands there.</source>
        <translation>请去掉它；如果此阶段的设置中有种子，应写在那里。</translation>
    </message>
    <message>
        <source>the sweep lists its seeds itself</source>
        <translation>扫描自己已列出种子</translation>
    </message>
    <message>
        <source>Leave out the seed, or begin a training of its own.</source>
        <translation>请去掉种子，或另开一次训练。</translation>
    </message>
    <message>
        <source>this is no seed; the training has the experiment&apos;s</source>
        <translation>这不是种子；此训练使用实验的种子</translation>
    </message>
    <message>
        <source>a whole number from 0 on</source>
        <translation>从 0 起的整数</translation>
    </message>
    <message>
        <source>Resume it: it starts over, since it had no checkpoint yet: one comes every save_steps steps, and every five minutes between them.</source>
        <translation>请恢复它：由于还没有检查点，它会从头开始；每 save_steps 步保存一个检查点，其间每五分钟也保存一个。</translation>
    </message>
</context>
<context>
    <name>CostWords</name>
    <message>
        <source>1 update</source>
        <translation>1 次更新</translation>
    </message>
    <message>
        <source>%1 updates</source>
        <translation>%1 次更新</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>至多 %1 个词元</translation>
    </message>
    <message>
        <source>about %1 tokens</source>
        <translation>约 %1 个词元</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>不到一秒</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Finished with these settings: it is taken over.</source>
        <translation>已按这些设置完成：直接沿用。</translation>
    </message>
    <message>
        <source>It sorts rows and asks no model.</source>
        <translation>只整理行，不调用模型。</translation>
    </message>
    <message>
        <source>updates not known yet</source>
        <translation>更新次数尚未知</translation>
    </message>
    <message>
        <source>tokens not known yet</source>
        <translation>词元数尚未知</translation>
    </message>
    <message>
        <source>%1, as in “%2”</source>
        <translation>%1，与“%2”相同</translation>
    </message>
    <message>
        <source>time not known: no earlier run of the kind on a model of this size tells it</source>
        <translation>时间未知：此前没有同类运行在同等大小的模型上给出参考</translation>
    </message>
    <message>
        <source>1 to run</source>
        <translation>1 项待运行</translation>
    </message>
    <message>
        <source>%1 to run</source>
        <translation>%1 项待运行</translation>
    </message>
    <message>
        <source>time not known yet</source>
        <translation>时间尚未知</translation>
    </message>
    <message>
        <source>and what is not known yet</source>
        <translation>另有尚未知的部分</translation>
    </message>
    <message>
        <source>By estimate, for what is left, one after the other; memory of the largest.</source>
        <translation>为尚未完成部分的估计，依次运行；内存取其中最大者。</translation>
    </message>
    <message>
        <source>Updates not known until their rows are made: %1</source>
        <translation>行生成之前更新次数未知：%1</translation>
    </message>
    <message>
        <source>Tokens not known: %1</source>
        <translation>词元数未知：%1</translation>
    </message>
    <message>
        <source>Never timed on this machine: %1</source>
        <translation>从未在本机计时：%1</translation>
    </message>
</context>
<context>
    <name>CurationTools</name>
    <message>
        <source>&amp;Duplicates…</source>
        <translation>重复行(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Contamination…</source>
        <translation>数据污染(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Split…</source>
        <translation>划分(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Freeze as a data set…</source>
        <translation>冻结为数据集(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;What was done…</source>
        <translation>操作历史(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Train on these rows…</source>
        <translation>用这些行训练(&amp;T)…</translation>
    </message>
    <message>
        <source>Unusual r&amp;ows…</source>
        <translation>异常行(&amp;O)…</translation>
    </message>
    <message>
        <source>Compare &amp;versions…</source>
        <translation>比较版本(&amp;V)…</translation>
    </message>
    <message>
        <source>Let a &amp;model write rows…</source>
        <translation>让模型写行(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>CurationWording</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>edit of %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>tags of %1</source>
        <translation>%1 的标签</translation>
    </message>
    <message>
        <source>tag “%1” on %2</source>
        <translation>给 %2 打上标签“%1”</translation>
    </message>
    <message>
        <source>removal of tag “%1” from %2</source>
        <translation>从 %2 取下标签“%1”</translation>
    </message>
    <message>
        <source>deletion of %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>restoring of %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>replacement of “%1” in %2</source>
        <translation>在 %2 中替换“%1”</translation>
    </message>
    <message>
        <source>split of %1</source>
        <translation>划分 %1</translation>
    </message>
    <message>
        <source>marking of %1 as duplicates</source>
        <translation>将 %1 标为重复</translation>
    </message>
    <message>
        <source>marking of %1 as contaminated</source>
        <translation>将 %1 标为受污染</translation>
    </message>
    <message>
        <source>adding of %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>undoing of step %1, %2</source>
        <translation>撤销第 %1 步，%2</translation>
    </message>
    <message>
        <source>redoing of step %1, %2</source>
        <translation>重做第 %1 步，%2</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>更改 %1</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>tag “%1” given</source>
        <translation>打上标签“%1”</translation>
    </message>
    <message>
        <source>tag “%1” taken away</source>
        <translation>取下标签“%1”</translation>
    </message>
    <message>
        <source>whole row</source>
        <translation>整行</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>marking of %1 as unusual</source>
        <translation>将 %1 标为异常</translation>
    </message>
    <message>
        <source>adding of %1 that a model wrote</source>
        <translation>添加模型写的 %1</translation>
    </message>
</context>
<context>
    <name>DryRun</name>
    <message>
        <source>Its first steps take longer than two minutes.</source>
        <translation>前几步超过两分钟。</translation>
    </message>
</context>
<context>
    <name>ExperimentTemplate</name>
    <message>
        <source>Fine-tuning, then DPO</source>
        <translation>先微调，再 DPO</translation>
    </message>
    <message>
        <source>Learn from examples, then from pairs of a better and a worse answer.</source>
        <translation>先从示例学习，再从较好与较差答案的配对中学习。</translation>
    </message>
    <message>
        <source>RLHF in three stages</source>
        <translation>三阶段 RLHF</translation>
    </message>
    <message>
        <source>Fine-tuning, a reward model made of preferences, and PPO that is paid by it.</source>
        <translation>微调、由偏好得出的奖励模型，以及由它给予奖励的 PPO。</translation>
    </message>
    <message>
        <source>GRPO beside search</source>
        <translation>GRPO 与搜索</translation>
    </message>
    <message>
        <source>Reinforcement learning on answers that can be checked, against thinking longer.</source>
        <translation>在可检验的答案上做强化学习，与更久的思考相比较。</translation>
    </message>
    <message>
        <source>RLAIF</source>
        <translation>RLAIF</translation>
    </message>
    <message>
        <source>A judge prefers answers in the place of people; DPO learns from that.</source>
        <translation>由评判者代替人选择答案，DPO 从中学习。</translation>
    </message>
    <message>
        <source>Constitutional AI</source>
        <translation>宪法式 AI</translation>
    </message>
    <message>
        <source>The model revises its answers by written principles and learns from that.</source>
        <translation>模型按书面原则修订自己的答案，并从中学习。</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Length and batches</source>
        <translation>长度与批次</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Curves and checkpoints</source>
        <translation>曲线与检查点</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待标注</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 到 %3）</translation>
    </message>
</context>
<context>
    <name>Layout</name>
    <message>
        <source>Completions without prompts</source>
        <translation>没有 prompt 的 completion</translation>
    </message>
    <message>
        <source>GSM8K: question, answer with ####</source>
        <translation>GSM8K：question、带 #### 的 answer</translation>
    </message>
    <message>
        <source>Conversations: messages with role and content</source>
        <translation>对话：带 role 与 content 的 messages</translation>
    </message>
    <message>
        <source>Preference pairs: prompt, chosen, rejected</source>
        <translation>偏好对：prompt、chosen、rejected</translation>
    </message>
    <message>
        <source>Demonstrations: prompt, completion</source>
        <translation>示范：prompt、completion</translation>
    </message>
    <message>
        <source>Problems: prompt, reference</source>
        <translation>题目：prompt、reference</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>问题与答案</translation>
    </message>
    <message>
        <source>ShareGPT: conversations with from and value</source>
        <translation>ShareGPT：带 from 与 value 的 conversations</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Token ids</source>
        <translation>词元编号</translation>
    </message>
    <message>
        <source>Preference pairs of token ids</source>
        <translation>词元编号的偏好对</translation>
    </message>
    <message>
        <source>Preference pairs of token ids, the prompt apart</source>
        <translation>词元编号的偏好对，prompt 单独存放</translation>
    </message>
    <message>
        <source>Steps with labels: prompt, completions, labels</source>
        <translation>带标注的步骤：prompt、completions、labels</translation>
    </message>
    <message>
        <source>Single answers, good or bad: prompt, completion, label</source>
        <translation>单个回答，好或坏：prompt、completion、label</translation>
    </message>
    <message>
        <source>Alpaca: instruction, input, output</source>
        <translation>Alpaca：instruction、input、output</translation>
    </message>
    <message>
        <source>Alpaca as conversations: instruction, input, output, system, history</source>
        <translation>对话形式的 Alpaca：instruction、input、output、system、history</translation>
    </message>
    <message>
        <source>Alpaca pairs: instruction, input, chosen, rejected</source>
        <translation>Alpaca 偏好对：instruction、input、chosen、rejected</translation>
    </message>
    <message>
        <source>BELLE: question, std_answer</source>
        <translation>BELLE：question、std_answer</translation>
    </message>
    <message>
        <source>Preference pairs of messages: prompt, chosen, rejected</source>
        <translation>消息形式的偏好对：prompt、chosen、rejected</translation>
    </message>
    <message>
        <source>Preference pairs of whole conversations: chosen, rejected</source>
        <translation>整段对话的偏好对：chosen、rejected</translation>
    </message>
    <message>
        <source>Problems in messages: prompt, reference</source>
        <translation>消息形式的题目：prompt、reference</translation>
    </message>
    <message>
        <source>Demonstrations in messages: prompt, completion</source>
        <translation>消息形式的示范：prompt、completion</translation>
    </message>
    <message>
        <source>Dolly: instruction, context, response</source>
        <translation>Dolly：instruction、context、response</translation>
    </message>
    <message>
        <source>HH-RLHF: two dialogues of Human and Assistant</source>
        <translation>HH-RLHF：Human 与 Assistant 的两段对话</translation>
    </message>
    <message>
        <source>Preference pairs of whole texts: chosen, rejected</source>
        <translation>整段文本的偏好对：chosen、rejected</translation>
    </message>
    <message>
        <source>Conversations, good or bad: messages, label</source>
        <translation>好或坏的对话：messages、label</translation>
    </message>
    <message>
        <source>ShareGPT, good or bad: conversations, kto_tag</source>
        <translation>好或坏的 ShareGPT：conversations、kto_tag</translation>
    </message>
    <message>
        <source>Pairs of conversations: chosen_messages, rejected_messages</source>
        <translation>成对的对话：chosen_messages、rejected_messages</translation>
    </message>
    <message>
        <source>OpenAI pairs: input, preferred_output, non_preferred_output</source>
        <translation>OpenAI 偏好对：input、preferred_output、non_preferred_output</translation>
    </message>
    <message>
        <source>Self-Instruct: instruction, instances</source>
        <translation>Self-Instruct：instruction、instances</translation>
    </message>
    <message>
        <source>ShareGPT pairs: conversations, chosen, rejected</source>
        <translation>ShareGPT 偏好对：conversations、chosen、rejected</translation>
    </message>
    <message>
        <source>Single answers in messages, good or bad: prompt, completion, label</source>
        <translation>消息形式的单个回答，好或坏：prompt、completion、label</translation>
    </message>
    <message>
        <source>AQuA: question, options, rationale, correct</source>
        <translation>AQuA：question、options、rationale、correct</translation>
    </message>
    <message>
        <source>Trajectories of agents (ATIF): schema_version, steps</source>
        <translation>智能体轨迹（ATIF）：schema_version、steps</translation>
    </message>
    <message>
        <source>MATH: problem, solution, answer</source>
        <translation>MATH：problem、solution、answer</translation>
    </message>
    <message>
        <source>Math-Shepherd: input and label with marked steps</source>
        <translation>Math-Shepherd：带步骤标记的 input 与 label</translation>
    </message>
    <message>
        <source>Multiple choice as in MMLU: question, choices, answer</source>
        <translation>MMLU 式选择题：question、choices、answer</translation>
    </message>
    <message>
        <source>PRM800K: question, label with rated steps</source>
        <translation>PRM800K：question、含逐步评分的 label</translation>
    </message>
    <message>
        <source>ProntoQA: test_example with a chain of thought</source>
        <translation>ProntoQA：带思维链的 test_example</translation>
    </message>
    <message>
        <source>BIG-Bench Hard: input, target</source>
        <translation>BIG-Bench Hard：input、target</translation>
    </message>
    <message>
        <source>TruthfulQA: Question, Best Answer</source>
        <translation>TruthfulQA：Question、Best Answer</translation>
    </message>
    <message>
        <source>TruthfulQA: question, best_answer</source>
        <translation>TruthfulQA：question、best_answer</translation>
    </message>
    <message>
        <source>Behaviours: question, answer_matching_behavior</source>
        <translation>行为评测：question、answer_matching_behavior</translation>
    </message>
    <message>
        <source>Questions with an answer that is true or false</source>
        <translation>答案为真或假的问题</translation>
    </message>
    <message>
        <source>Rankings: prompt, responses, scores or ranks</source>
        <translation>排序：prompt、responses、scores 或 ranks</translation>
    </message>
    <message>
        <source>UltraFeedback: instruction, completions with scores</source>
        <translation>UltraFeedback：instruction、带评分的 completions</translation>
    </message>
    <message>
        <source>Nectar: prompt, answers with ranks</source>
        <translation>Nectar：prompt、带名次的 answers</translation>
    </message>
    <message>
        <source>SQuAD: context, question, answers</source>
        <translation>SQuAD：context、question、answers</translation>
    </message>
    <message>
        <source>SVAMP: Body, Question, Answer</source>
        <translation>SVAMP：Body、Question、Answer</translation>
    </message>
    <message>
        <source>MT-Bench: questions in turns, of which the first is asked</source>
        <translation>MT-Bench：多轮问题，只问第一轮</translation>
    </message>
</context>
<context>
    <name>MainActions</name>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause the selected run</source>
        <translation>暂停所选运行(&amp;P)</translation>
    </message>
    <message>
        <source>R&amp;esume the selected run</source>
        <translation>恢复所选运行(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Stop the selected run</source>
        <translation>停止所选运行(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;how curves or answers of the selected run</source>
        <translation>显示所选运行的曲线或回答(&amp;H)</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>重置布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Theme of the s&amp;ystem</source>
        <translation>系统主题(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>查找任意内容…</translation>
    </message>
    <message>
        <source>List of &amp;shortcuts</source>
        <translation>快捷键列表(&amp;S)</translation>
    </message>
    <message>
        <source>Start the selected run &amp;next</source>
        <translation>接着启动所选运行(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move the selected run from the queue</source>
        <translation>将所选运行移出队列(&amp;M)</translation>
    </message>
    <message>
        <source>Name and n&amp;otes of the selected run…</source>
        <translation>所选运行的名称与备注(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Delete the selected run…</source>
        <translation>删除所选运行(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Tour in five steps</source>
        <translation>五步导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;About Lapidary</source>
        <translation>关于 Lapidary(&amp;A)</translation>
    </message>
    <message>
        <source>New project of your &amp;own…</source>
        <translation>新建自己的项目(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>Manual</name>
    <message>
        <source>Lapidary fine-tunes, aligns and compares language models on this machine. A project is one folder; its experiment says what is trained on what, and which arms are compared.</source>
        <translation>Lapidary 在本机上微调、对齐并比较语言模型。一个项目就是一个文件夹；其中的实验规定用什么训练什么，以及比较哪些对比项。</translation>
    </message>
    <message>
        <source>Every long thing is a run with a worker of its own. Runs go on when the window is closed, and are met again when the project is opened.</source>
        <translation>每件耗时的事都是一个运行，有自己的工作进程。关闭窗口后运行会继续，再次打开项目时会重新接上。</translation>
    </message>
    <message>
        <source>Ctrl+K finds every action, run and model. F1 opens the page of the panel on show. Ctrl+/ lists the keys.</source>
        <translation>Ctrl+K 可找到每个操作、运行和模型。F1 打开当前面板的页面。Ctrl+/ 列出按键。</translation>
    </message>
    <message>
        <source>The experiment as a graph: models and data on the left, trainings in the middle, the arms and their comparison on the right.</source>
        <translation>以图显示实验：左侧是模型和数据，中间是训练，右侧是各对比项及其比较。</translation>
    </message>
    <message>
        <source>Run all starts what has not finished yet; a stage whose inputs are unchanged is not run again. The menu of a stage runs it alone, with changes, or handles its run.</source>
        <translation>“全部运行”启动尚未完成的部分；输入未变的阶段不会再次运行。阶段的菜单可单独运行它、更改后运行，或处理它的运行。</translation>
    </message>
    <message>
        <source>Jobs below lists the runs: what is at work first, then the queue, then the newest. F2 names a run, Del deletes it after asking who needs it.</source>
        <translation>下方的“任务”列出运行：先是正在进行的，再是队列，然后是最新的。F2 为运行命名，Del 在询问谁需要它之后删除。</translation>
    </message>
    <message>
        <source>The data sets of the project, row by row and as the trainer sees them: which tokens are learnt, which are masked, where a row is cut.</source>
        <translation>项目的数据集，逐行显示，并按训练器所见显示：哪些词元被学习，哪些被遮蔽，一行在何处被截断。</translation>
    </message>
    <message>
        <source>Import data… or drop a file here. The layout of its rows is recognised and can be mapped by hand; rows that do not fit are listed with the reason.</source>
        <translation>“导入数据…”，或将文件拖到这里。行的布局会自动识别，也可手动映射；不合适的行会连同原因列出。</translation>
    </message>
    <message>
        <source>Curate… opens the rows for editing: search, tag, replace, find duplicates, split and freeze. Every step can be undone; the imported file stays what it is.</source>
        <translation>“整理…”打开各行以供编辑：搜索、标记、替换、查找重复、拆分和冻结。每一步都可撤销；导入的文件保持原样。</translation>
    </message>
    <message>
        <source>Curves of all trainings in the same charts, what the model says while it learns, and the rows behind each step.</source>
        <translation>所有训练的曲线画在同一组图表中，还有模型学习时的输出，以及每一步所用的行。</translation>
    </message>
    <message>
        <source>New training… asks for model, data and the few settings that decide; the rest lies beneath Advanced. Memory and time are estimated before the start.</source>
        <translation>“新训练…”询问模型、数据和少数关键设置；其余在“高级”之下。开始前会估算内存和时间。</translation>
    </message>
    <message>
        <source>Preferences by hand: two answers to the same prompt, side by side, and you say which is better. You do not see whose they are before you have judged.</source>
        <translation>人工偏好：同一提示的两个回答并排显示，由您判断哪个更好。在判断之前，您看不到它们出自谁。</translation>
    </message>
    <message>
        <source>Draw samples from a model first; a queue is made of runs whose answers share their prompts. Keys 1 to 4 judge, Backspace undoes, also across restarts.</source>
        <translation>请先从模型抽取样本；队列由回答相同提示的运行组成。按键 1 到 4 作出判断，退格键撤销，重启后也有效。</translation>
    </message>
    <message>
        <source>Train on the labels from here, or export them as a data set of pairs.</source>
        <translation>可在此用标注进行训练，或将其导出为成对的数据集。</translation>
    </message>
    <message>
        <source>Searches at test time as trees: how the answer was found, what was kept, what was given up and why, and what it cost.</source>
        <translation>以树显示测试时的搜索：答案如何找到，保留了什么，放弃了什么及其原因，以及代价。</translation>
    </message>
    <message>
        <source>Set a problem up on the left and search, or open the searches of a run. A node can be edited, expanded and labelled; nothing that was there is lost.</source>
        <translation>在左侧设置题目并搜索，或打开某个运行的搜索。节点可以编辑、展开和标注；原有的内容不会丢失。</translation>
    </message>
    <message>
        <source>The slider shows how the tree grew. Any path becomes a row to learn from.</source>
        <translation>滑块显示树的生长过程。任何路径都可成为用于学习的一行。</translation>
    </message>
    <message>
        <source>The arms of the experiment on the same questions: accuracy with intervals, paired tests, tokens, and the answers side by side.</source>
        <translation>实验的各对比项回答相同的题目：带置信区间的准确率、配对检验、词元数，以及并排的回答。</translation>
    </message>
    <message>
        <source>An arm is a model with a way to answer. New arm… adds one; choose two of them to see where only one is right.</source>
        <translation>对比项是一个模型加一种回答方式。“新对比项…”添加一个；选择两个可查看只有一方正确之处。</translation>
    </message>
    <message>
        <source>What if… redraws other budgets from the samples that are there, without another run.</source>
        <translation>“如果…”用已有的样本重画其他预算，无需再次运行。</translation>
    </message>
    <message>
        <source>The models of the experiment, what was trained here, adapters, and models behind a server, with what each was made of.</source>
        <translation>实验的模型、在此训练的模型、适配器，以及服务器上的模型，并显示各自的来源。</translation>
    </message>
    <message>
        <source>Import a model… copies a folder or a GGUF file into the project. Export or merge… writes one that other programs can load.</source>
        <translation>“导入模型…”将文件夹或 GGUF 文件复制到项目中。“导出或合并…”写出其他程序可以加载的模型。</translation>
    </message>
    <message>
        <source>The playground talks with a model and shows at each token how sure it was; the mixer weighs adapters against each other.</source>
        <translation>试验场与模型对话，并显示它对每个词元有多确定；混合器为各适配器分配权重。</translation>
    </message>
    <message>
        <source>Add… brings models, data, stages and arms, or a whole template. Draw an edge from the dot of a node to what it shall feed: what takes it lights up. Take the end of an edge off to let go of an input. The form of a stage opens beside the graph; Ctrl+Z takes back each change. All of it is written to experiment.toml, where everything else stays as it is.</source>
        <translation>“添加…”可加入模型、数据、阶段和对比项，或整个模板。从节点的圆点拉出一条边到它要供给的节点：能接受的会亮起。拖开边的末端即可移除该输入。阶段的表单在图旁打开；Ctrl+Z 可撤销每次修改。所有内容都写入 experiment.toml，其余部分保持原样。</translation>
    </message>
    <message>
        <source>Begin with a ready-made project and press Run all on Home, or make one of your own: from a template, or with a model and data that you bring.</source>
        <translation>从现成项目开始，在主页按“全部运行”；或新建自己的项目：从模板开始，或带来自己的模型和数据。</translation>
    </message>
    <message>
        <source>Under the title stands what is left and what it will cost by estimate; the tip of a stage and the Inspector tell it of one. What differs… compares the experiment with what was run of it, or with another project: by stages and settings, not by lines.</source>
        <translation>标题下方显示尚待完成的部分及其预计开销；阶段的提示和检查器给出单个阶段的数值。“差异…”把实验与其已运行的内容或另一个项目相比较：按阶段和设置，而不是按行。</translation>
    </message>
    <message>
        <source>A run can be paused, stopped and resumed; Fork… goes on from a checkpoint with other settings, as a run of its own. A stopped run goes on from its newest checkpoint, and what was killed loses five minutes at most, or what twenty checkpoints take to write.</source>
        <translation>运行可以暂停、停止和恢复；“分叉…”从某个检查点以其他设置继续，成为独立的运行。停止的运行从最新检查点继续；被强制结束的运行最多损失五分钟，或写入二十个检查点所需的时间。</translation>
    </message>
</context>
<context>
    <name>Method</name>
    <message>
        <source>Training from random weights</source>
        <translation>从随机权重开始训练</translation>
    </message>
    <message>
        <source>size of an optimiser step; too high makes the loss spike</source>
        <translation>优化器每步的大小；过高会使损失突增</translation>
    </message>
    <message>
        <source>how the learning rate falls; cosine_with_min_lr ends at min_lr_rate of it</source>
        <translation>学习率如何下降；cosine_with_min_lr 止于其 min_lr_rate 倍</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>the same as a share of the run, where warmup_steps is 0</source>
        <translation>同上，以占整个运行的比例计；在 warmup_steps 为 0 时有效</translation>
    </message>
    <message>
        <source>where cosine_with_min_lr ends, as a share of learning_rate</source>
        <translation>cosine_with_min_lr 的终点，占 learning_rate 的比例</translation>
    </message>
    <message>
        <source>length of the run; -1 counts num_train_epochs instead</source>
        <translation>运行的长度；-1 则按 num_train_epochs 计</translation>
    </message>
    <message>
        <source>how often each row is seen, where max_steps is -1</source>
        <translation>每行被看到的次数；在 max_steps 为 -1 时有效</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>rows of one forward pass; for GRPO completions</source>
        <translation>一次前向计算的行数；对 GRPO 为补全数</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>forward passes that are summed into one step</source>
        <translation>累加为一步的前向计算次数</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>pulls weights to zero (not norms, not biases)</source>
        <translation>把权重拉向零（不含归一化层和偏置）</translation>
    </message>
    <message>
        <source>memory of the gradient&apos;s mean</source>
        <translation>对梯度均值的记忆</translation>
    </message>
    <message>
        <source>memory of the gradient&apos;s square</source>
        <translation>对梯度平方的记忆</translation>
    </message>
    <message>
        <source>keeps small gradients from making large steps</source>
        <translation>防止小梯度产生大步</translation>
    </message>
    <message>
        <source>longer gradients are cut to this length; 0 never cuts</source>
        <translation>更长的梯度截到此长度；0 不截</translation>
    </message>
    <message>
        <source>computes matrix products in bfloat16; weights stay f32</source>
        <translation>矩阵乘法用 bfloat16 计算；权重仍为 f32</translation>
    </message>
    <message>
        <source>computes each layer a second time instead of keeping it: less memory, slower steps, the same result</source>
        <translation>每层计算两遍而不保留：省内存，每步更慢，结果相同</translation>
    </message>
    <message>
        <source>a new order of rows each epoch; false keeps the order of the file</source>
        <translation>每轮换新的行序；false 保持文件的顺序</translation>
    </message>
    <message>
        <source>a point of the curves every so many steps</source>
        <translation>每隔这么多步在曲线上记一点</translation>
    </message>
    <message>
        <source>older checkpoints are deleted</source>
        <translation>更旧的检查点会被删除</translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation>个检查点</translation>
    </message>
    <message>
        <source>trains an adapter and leaves the model as it is</source>
        <translation>训练适配器，模型本身不变</translation>
    </message>
    <message>
        <source>low-rank matrices, or virtual tokens before every sequence</source>
        <translation>低秩矩阵，或每个序列之前的虚拟词元</translation>
    </message>
    <message>
        <source>rank: higher learns more and costs more memory</source>
        <translation>秩：越高学得越多，也越占内存</translation>
    </message>
    <message>
        <source>strength of the adapter: it is scaled by lora_alpha / r</source>
        <translation>适配器的强度：按 lora_alpha / r 缩放</translation>
    </message>
    <message>
        <source>share of the adapter&apos;s inputs that are dropped in training</source>
        <translation>训练时丢弃的适配器输入的比例</translation>
    </message>
    <message>
        <source>scales by lora_alpha / sqrt(r), so that high ranks keep learning</source>
        <translation>按 lora_alpha / sqrt(r) 缩放，使高秩仍能学习</translation>
    </message>
    <message>
        <source>learns length and direction of each row apart: nearer to full training, slower</source>
        <translation>分别学习每行的长度和方向：更接近全量训练，但更慢</translation>
    </message>
    <message>
        <source>which linear layers get an adapter; &quot;all-linear&quot; takes all but the head; one regular expression works too</source>
        <translation>哪些线性层加适配器；&quot;all-linear&quot; 取除输出头外的全部；也可用一个正则表达式</translation>
    </message>
    <message>
        <source>of these, which do not</source>
        <translation>其中哪些不加</translation>
    </message>
    <message>
        <source>only these layers get an adapter; empty: all</source>
        <translation>只有这些层加适配器；留空：全部</translation>
    </message>
    <message>
        <source>layer numbers</source>
        <translation>层号</translation>
    </message>
    <message>
        <source>another rank for single modules, as in o_proj=4</source>
        <translation>个别模块用另外的秩，如 o_proj=4</translation>
    </message>
    <message>
        <source>module=rank</source>
        <translation>模块=秩</translation>
    </message>
    <message>
        <source>another lora_alpha for single modules</source>
        <translation>个别模块用另外的 lora_alpha</translation>
    </message>
    <message>
        <source>module=alpha</source>
        <translation>模块=alpha</translation>
    </message>
    <message>
        <source>modules that are trained and stored as a whole, such as lm_head</source>
        <translation>整体训练并保存的模块，如 lm_head</translation>
    </message>
    <message>
        <source>which biases of the model are trained as well</source>
        <translation>模型的哪些偏置也一同训练</translation>
    </message>
    <message>
        <source>empty or gaussian: how A is drawn (B is 0); otherwise the folder of an adapter that is trained on</source>
        <translation>留空或 gaussian：A 的初始取法（B 为 0）；否则为要继续训练的适配器的文件夹</translation>
    </message>
    <message>
        <source>length of the virtual prompt of prompt and prefix tuning</source>
        <translation>提示微调和前缀微调的虚拟提示长度</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>holds the frozen model in four bits a weight while an adapter is trained (QLoRA)</source>
        <translation>训练适配器时以每权重四位保存冻结的模型（QLoRA）</translation>
    </message>
    <message>
        <source>the four-bit type: quantiles of a normal distribution</source>
        <translation>四位类型：正态分布的分位数</translation>
    </message>
    <message>
        <source>holds the scales of the blocks in eight bits, too</source>
        <translation>各块的缩放系数也以八位保存</translation>
    </message>
    <message>
        <source>number format of the products with four-bit weights</source>
        <translation>与四位权重相乘时的数值格式</translation>
    </message>
    <message>
        <source>longer rows lose their end</source>
        <translation>更长的行失去末尾</translation>
    </message>
    <message>
        <source>learns the completion only, not the prompt</source>
        <translation>只学补全，不学提示</translation>
    </message>
    <message>
        <source>dft weighs tokens by their own probability</source>
        <translation>dft 按词元自身的概率加权</translation>
    </message>
    <message>
        <source>Supervised fine-tuning on prompt-completion rows</source>
        <translation>用提示和补全做监督微调</translation>
    </message>
    <message>
        <source>Direct preference optimisation on chosen-rejected pairs</source>
        <translation>用选中和落选的成对回答做直接偏好优化</translation>
    </message>
    <message>
        <source>how strongly the policy is held to the reference; smaller moves further</source>
        <translation>策略被参考模型约束的强度；越小走得越远</translation>
    </message>
    <message>
        <source>sigmoid is DPO; robust corrects for label_smoothing flipped labels</source>
        <translation>sigmoid 即 DPO；robust 按 label_smoothing 修正颠倒的标签</translation>
    </message>
    <message>
        <source>assumed share of flipped labels (robust only)</source>
        <translation>假定的颠倒标签的比例（仅 robust）</translation>
    </message>
    <message>
        <source>longer sequences lose their end</source>
        <translation>更长的序列失去末尾</translation>
    </message>
    <message>
        <source>switches lora_dropout off, so that the policy differs from the reference by what it learnt alone</source>
        <translation>关闭 lora_dropout，使策略与参考模型之差只在所学</translation>
    </message>
    <message>
        <source>scores all batches with the reference before training, and then frees its memory</source>
        <translation>训练前先用参考模型给所有批打分，然后释放其内存</translation>
    </message>
    <message>
        <source>Group-relative policy optimisation with verifiable rewards</source>
        <translation>用可验证奖励做组相对策略优化</translation>
    </message>
    <message>
        <source>completions per prompt that are compared with each other</source>
        <translation>每个提示中相互比较的补全数</translation>
    </message>
    <message>
        <source>completions</source>
        <translation>个补全</translation>
    </message>
    <message>
        <source>longer completions are cut</source>
        <translation>更长的补全被截断</translation>
    </message>
    <message>
        <source>spread of the samples; log-probs are taken at the same temperature</source>
        <translation>样本的分散程度；对数概率取同一温度</translation>
    </message>
    <message>
        <source>samples only from the likeliest tokens of this total share</source>
        <translation>只在累计占此比例的最可能词元中采样</translation>
    </message>
    <message>
        <source>samples only from so many tokens; 0 takes all</source>
        <translation>只在这么多词元中采样；0 取全部</translation>
    </message>
    <message>
        <source>weight of the KL term that holds the policy to the reference; 0 needs no reference</source>
        <translation>把策略约束在参考模型的 KL 项的权重；0 则不需要参考模型</translation>
    </message>
    <message>
        <source>weighs the KL term by the ratio, which makes its gradient unbiased</source>
        <translation>KL 项乘以比率，使其梯度无偏</translation>
    </message>
    <message>
        <source>how far a token&apos;s ratio may move before its gradient stops</source>
        <translation>词元的比率移动多远后梯度停止</translation>
    </message>
    <message>
        <source>the same upwards; 0 takes epsilon</source>
        <translation>同上，向上；0 取 epsilon</translation>
    </message>
    <message>
        <source>optimiser steps on the same completions</source>
        <translation>在同一批补全上的优化步数</translation>
    </message>
    <message>
        <source>how token losses are averaged</source>
        <translation>词元损失如何平均</translation>
    </message>
    <message>
        <source>what advantages are divided by</source>
        <translation>优势除以什么</translation>
    </message>
    <message>
        <source>learns nothing from completions that were cut</source>
        <translation>不从被截断的补全学习</translation>
    </message>
    <message>
        <source>switches lora_dropout off; with it on, the loss alone is computed with dropout: ratios and KL vary by it, as in TRL</source>
        <translation>关闭 lora_dropout；开启时只有损失带丢弃计算：比率和 KL 因此波动，与 TRL 相同</translation>
    </message>
    <message>
        <source>verifiable rewards: correct, faithful, steps, format</source>
        <translation>可验证奖励：correct、faithful、steps、format</translation>
    </message>
    <message>
        <source>their weights, as many as reward_funcs; empty: all 1</source>
        <translation>其权重，与 reward_funcs 一样多；留空：全为 1</translation>
    </message>
    <message>
        <source>file replays stored completions instead of sampling</source>
        <translation>file 重放已存的补全，而不采样</translation>
    </message>
    <message>
        <source>text that every completion is made to begin with</source>
        <translation>每个补全被迫以此文字开头</translation>
    </message>
    <message>
        <source>one completion, always the most likely token</source>
        <translation>一个补全，总取最可能的词元</translation>
    </message>
    <message>
        <source>longer completions before they are cut off</source>
        <translation>补全可更长才被截断</translation>
    </message>
    <message>
        <source>0 and nothing else: the other strategies draw at random</source>
        <translation>只能是 0：其他策略才随机抽取</translation>
    </message>
    <message>
        <source>repeats less; 1 is off</source>
        <translation>减少重复；1 为关闭</translation>
    </message>
    <message>
        <source>texts that end a completion; they are cut off</source>
        <translation>结束补全的文字；它们会被去掉</translation>
    </message>
    <message>
        <source>goes on after an end token</source>
        <translation>在结束词元之后继续</translation>
    </message>
    <message>
        <source>many samples, the most frequent answer wins</source>
        <translation>多个样本，最常见的答案胜出</translation>
    </message>
    <message>
        <source>how a token is chosen from its distribution</source>
        <translation>如何从分布中选出词元</translation>
    </message>
    <message>
        <source>flatter distributions, more variety; 0 is greedy</source>
        <translation>分布更平，更多样；0 为贪心</translation>
    </message>
    <message>
        <source>more candidates a token; 0 keeps all</source>
        <translation>每个词元的候选更多；0 全部保留</translation>
    </message>
    <message>
        <source>more of the probability mass; 1 keeps all</source>
        <translation>保留更多概率质量；1 全部保留</translation>
    </message>
    <message>
        <source>drops more tokens that are unlikely beside the best; 0 keeps all</source>
        <translation>丢弃更多相对最佳而言不太可能的词元；0 全部保留</translation>
    </message>
    <message>
        <source>another set of draws</source>
        <translation>另一组抽取</translation>
    </message>
    <message>
        <source>more completions a problem, more tokens</source>
        <translation>每题更多补全，更多词元</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>个样本</translation>
    </message>
    <message>
        <source>many samples, the one with the highest score wins</source>
        <translation>多个样本，得分最高者胜出</translation>
    </message>
    <message>
        <source>what decides between the samples</source>
        <translation>由什么在样本之间决定</translation>
    </message>
    <message>
        <source>the remote model that rates the samples, where the scorer is judge</source>
        <translation>当评分方式为 judge 时，给样本评分的远程模型</translation>
    </message>
    <message>
        <source>the model that learns</source>
        <translation>学习的模型</translation>
    </message>
    <message>
        <source>problems, whose answers the rewards are computed from</source>
        <translation>题目，奖励由其答案算出</translation>
    </message>
    <message>
        <source>the model that beta holds the policy to; without it the policy as it starts</source>
        <translation>beta 把策略约束于此模型；不给则为开始时的策略</translation>
    </message>
    <message>
        <source>mean reward of the completions that were drawn</source>
        <translation>所抽补全的平均奖励</translation>
    </message>
    <message>
        <source>share of groups without contrast, which teach nothing</source>
        <translation>没有对比、学不到东西的组的比例</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>how far the policy has moved from the reference; with beta alone</source>
        <translation>策略离参考模型多远；仅在有 beta 时</translation>
    </message>
    <message>
        <source>how undecided the model is about a token</source>
        <translation>模型对一个词元有多犹豫</translation>
    </message>
    <message>
        <source>mean length of the completions</source>
        <translation>补全的平均长度</translation>
    </message>
    <message>
        <source>length of the shortest completion</source>
        <translation>最短补全的长度</translation>
    </message>
    <message>
        <source>length of the longest completion</source>
        <translation>最长补全的长度</translation>
    </message>
    <message>
        <source>mean length of those that ended themselves</source>
        <translation>自行结束的补全的平均长度</translation>
    </message>
    <message>
        <source>the shortest that ended itself</source>
        <translation>自行结束的最短补全</translation>
    </message>
    <message>
        <source>the longest that ended itself</source>
        <translation>自行结束的最长补全</translation>
    </message>
    <message>
        <source>share of completions that were cut</source>
        <translation>被截断的补全的比例</translation>
    </message>
    <message>
        <source>share of tokens whose ratio was clipped</source>
        <translation>比率被裁剪的词元的比例</translation>
    </message>
    <message>
        <source>the policy gradient&apos;s surrogate: its level tells nothing</source>
        <translation>策略梯度的替代目标：其高低不说明什么</translation>
    </message>
    <message>
        <source>standard deviation of the rewards</source>
        <translation>奖励的标准差</translation>
    </message>
    <message>
        <source>share of tokens clipped downwards</source>
        <translation>向下裁剪的词元的比例</translation>
    </message>
    <message>
        <source>share of tokens clipped upwards</source>
        <translation>向上裁剪的词元的比例</translation>
    </message>
    <message>
        <source>smallest share clipped downwards of a completion</source>
        <translation>单个补全向下裁剪的最小比例</translation>
    </message>
    <message>
        <source>largest share clipped upwards of a completion</source>
        <translation>单个补全向上裁剪的最大比例</translation>
    </message>
    <message>
        <source>mean of one reward function</source>
        <translation>某个奖励函数的均值</translation>
    </message>
    <message>
        <source>standard deviation of one reward function</source>
        <translation>某个奖励函数的标准差</translation>
    </message>
    <message>
        <source>completions that the reward function could not score</source>
        <translation>该奖励函数无法评分的补全</translation>
    </message>
    <message>
        <source>a folder with config.json and a tokenizer; weights in it are not read</source>
        <translation>含 config.json 和分词器的文件夹；其中的权重不读取</translation>
    </message>
    <message>
        <source>the texts to learn</source>
        <translation>要学习的文本</translation>
    </message>
    <message>
        <source>pairs of a chosen and a rejected answer</source>
        <translation>选中与落选的成对回答</translation>
    </message>
    <message>
        <source>the model that the policy is held to; without it the policy as it starts</source>
        <translation>策略被约束于此模型；不给则为开始时的策略</translation>
    </message>
    <message>
        <source>how much more the chosen answer is preferred than by the reference</source>
        <translation>选中的回答比参考模型更受偏好多少</translation>
    </message>
    <message>
        <source>share of pairs whose chosen answer has the higher implicit reward</source>
        <translation>选中的回答隐含奖励更高的对的比例</translation>
    </message>
    <message>
        <source>0.693 where the policy prefers nothing more than the reference does</source>
        <translation>策略的偏好与参考模型无异时为 0.693</translation>
    </message>
    <message>
        <source>beta times how much likelier the chosen answer is than by the reference</source>
        <translation>beta 乘以选中的回答比参考模型更可能的程度</translation>
    </message>
    <message>
        <source>the same of the rejected answer</source>
        <translation>落选的回答的同一数值</translation>
    </message>
    <message>
        <source>log-probability of the chosen answer</source>
        <translation>选中的回答的对数概率</translation>
    </message>
    <message>
        <source>log-probability of the rejected answer</source>
        <translation>落选的回答的对数概率</translation>
    </message>
    <message>
        <source>mean logit over the chosen answer</source>
        <translation>选中的回答上的平均 logit</translation>
    </message>
    <message>
        <source>mean logit over the rejected answer</source>
        <translation>落选的回答上的平均 logit</translation>
    </message>
    <message>
        <source>share of the chosen answer&apos;s tokens that the model would choose itself</source>
        <translation>选中的回答里模型自己也会选的词元的比例</translation>
    </message>
    <message>
        <source>demonstrations: what the model learns to write</source>
        <translation>示范：模型要学写的内容</translation>
    </message>
    <message>
        <source>mean negative log-probability of a token that is learnt</source>
        <translation>所学词元的平均负对数概率</translation>
    </message>
    <message>
        <source>share of tokens that the model would have chosen itself</source>
        <translation>模型自己也会选的词元的比例</translation>
    </message>
    <message>
        <source>what the optimiser makes smaller</source>
        <translation>优化器要减小的量</translation>
    </message>
    <message>
        <source>length of the gradient before it is clipped</source>
        <translation>裁剪前梯度的长度</translation>
    </message>
    <message>
        <source>length of the optimiser&apos;s step</source>
        <translation>优化器的步长</translation>
    </message>
    <message>
        <source>tokens learnt from so far</source>
        <translation>至今学过的词元</translation>
    </message>
    <message>
        <source>passes over the data so far</source>
        <translation>至今遍历数据的次数</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>time that the step took</source>
        <translation>该步所用的时间</translation>
    </message>
    <message>
        <source>Draws graded completions of problems</source>
        <translation>对题目抽取并评分的补全</translation>
    </message>
    <message>
        <source>the model that writes</source>
        <translation>写作的模型</translation>
    </message>
    <message>
        <source>what it is asked</source>
        <translation>所问的题目</translation>
    </message>
    <message>
        <source>the model that answers</source>
        <translation>作答的模型</translation>
    </message>
    <message>
        <source>the questions</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>right samples</source>
        <translation>正确样本</translation>
    </message>
    <message>
        <source>graded samples; the right ones become demonstrations</source>
        <translation>评过分的样本；正确的成为示范</translation>
    </message>
    <message>
        <source>answering</source>
        <translation>作答</translation>
    </message>
    <message>
        <source>preferences</source>
        <translation>偏好对</translation>
    </message>
    <message>
        <source>graded samples; right and wrong ones of a prompt make its pairs</source>
        <translation>评过分的样本；同一提示的对与错组成对</translation>
    </message>
    <message>
        <source>stops after so many; 0 takes all</source>
        <translation>到这么多为止；0 取全部</translation>
    </message>
    <message>
        <source>chosen answers must be right in every step, where steps are known</source>
        <translation>在步骤已知时，选中的回答必须每步都对</translation>
    </message>
    <message>
        <source>completions that were cut may be rejected ones; they are learnt without an end</source>
        <translation>被截断的补全可作落选者；学习时不带结尾</translation>
    </message>
    <message>
        <source>more rows, but of fewer different prompts</source>
        <translation>更多的行，但来自更少的不同提示</translation>
    </message>
    <message>
        <source>samples must be right in every step, where steps are known</source>
        <translation>在步骤已知时，样本必须每步都对</translation>
    </message>
    <message>
        <source>takes completions that were cut before they ended</source>
        <translation>也取未结束就被截断的补全</translation>
    </message>
    <message>
        <source>Penalty on the distance from the starting weights</source>
        <translation>对离起始权重的距离的惩罚</translation>
    </message>
    <message>
        <source>what the distance from the starting weights adds to the loss</source>
        <translation>离起始权重的距离加到损失上的量</translation>
    </message>
    <message>
        <source>Preference optimisation per token, without a reference</source>
        <translation>按词元计的偏好优化，不需参考模型</translation>
    </message>
    <message>
        <source>beta times how much likelier a token of the chosen answer is</source>
        <translation>beta 乘以选中的回答的词元更可能的程度</translation>
    </message>
    <message>
        <source>share of pairs whose chosen answer is likelier per token</source>
        <translation>选中的回答按词元更可能的对的比例</translation>
    </message>
    <message>
        <source>low where the chosen answers lead by more than simpo_gamma</source>
        <translation>选中的回答领先超过 simpo_gamma 时为低</translation>
    </message>
    <message>
        <source>beta times the mean log-probability of a token of the chosen answer</source>
        <translation>beta 乘以选中的回答每词元的平均对数概率</translation>
    </message>
    <message>
        <source>mean log-probability of a token of the chosen answer</source>
        <translation>选中的回答每词元的平均对数概率</translation>
    </message>
    <message>
        <source>mean log-probability of a token of the rejected answer</source>
        <translation>落选的回答每词元的平均对数概率</translation>
    </message>
    <message>
        <source>negative log-likelihood of the chosen answers; with cpo_alpha alone</source>
        <translation>选中的回答的负对数似然；仅在有 cpo_alpha 时</translation>
    </message>
    <message>
        <source>how strongly a lead per token counts</source>
        <translation>每词元的领先计入的强度</translation>
    </message>
    <message>
        <source>the lead that a chosen answer should have, times beta</source>
        <translation>选中的回答应有的领先，乘以 beta</translation>
    </message>
    <message>
        <source>weight of the likelihood of the chosen answers; 0 is SimPO itself</source>
        <translation>选中的回答的似然的权重；0 即 SimPO 本身</translation>
    </message>
    <message>
        <source>assumed share of flipped labels</source>
        <translation>假定的颠倒标签的比例</translation>
    </message>
    <message>
        <source>switches lora_dropout off, as in TRL</source>
        <translation>关闭 lora_dropout，与 TRL 相同</translation>
    </message>
    <message>
        <source>the best beginnings go on, step by step</source>
        <translation>最好的开头逐步继续</translation>
    </message>
    <message>
        <source>beams</source>
        <translation>束</translation>
    </message>
    <message>
        <source>more beginnings that are kept after every step</source>
        <translation>每步之后保留更多的开头</translation>
    </message>
    <message>
        <source>more steps that are tried behind every beam</source>
        <translation>每个束之后尝试更多的步骤</translation>
    </message>
    <message>
        <source>longer answers before they are cut off</source>
        <translation>答案可更长才被截断</translation>
    </message>
    <message>
        <source>text that ends a step; empty: what the task says, or a line feed</source>
        <translation>结束一步的文字；留空：按任务所说，或换行</translation>
    </message>
    <message>
        <source>most tokens that are written for a problem; 0 sets no limit</source>
        <translation>每个问题最多写出的词元数；0 表示不限</translation>
    </message>
    <message>
        <source>pulls trained weights back to where they started; 0 is off</source>
        <translation>把训练中的权重拉回起点；0 表示关闭</translation>
    </message>
    <message>
        <source>what decides between the beginnings</source>
        <translation>用什么在各个开头之间取舍</translation>
    </message>
    <message>
        <source>loss on rows</source>
        <translation>数据行上的损失</translation>
    </message>
    <message>
        <source>Measures the loss of a model on rows that it does not learn from</source>
        <translation>测量模型在未用于学习的数据行上的损失</translation>
    </message>
    <message>
        <source>counts the completion only, not the prompt</source>
        <translation>只计补全，不计提示</translation>
    </message>
    <message>
        <source>the model that is measured</source>
        <translation>被测量的模型</translation>
    </message>
    <message>
        <source>texts whose loss tells what the model still knows</source>
        <translation>用其损失来看模型还记得什么的文本</translation>
    </message>
    <message>
        <source>of conversations, learns only what the assistant says in each of its turns; off, or with completion_only_loss off, all of them</source>
        <translation>对于对话，只学习助手在其各轮中所说的内容；关闭此项或关闭 completion_only_loss 时学习全部</translation>
    </message>
    <message>
        <source>number format of the networks that are only read, such as the reference; int8 takes a quarter of the memory, and what they say moves a little</source>
        <translation>只读网络（如参考模型）的数字格式；int8 占四分之一内存，其输出会略有变化</translation>
    </message>
    <message>
        <source>sigmoid is DPO; several are added up by loss_weights</source>
        <translation>sigmoid 即 DPO；多个损失按 loss_weights 相加</translation>
    </message>
    <message>
        <source>weights of the loss types, as many as loss_type; empty: all 1</source>
        <translation>各损失类型的权重，数目与 loss_type 相同；留空：全为 1</translation>
    </message>
    <message>
        <source>assumed share of flipped labels, for cdpo, robust, exo_pair, aot and aot_unpaired</source>
        <translation>假定被翻转的标签比例，用于 cdpo、robust、exo_pair、aot 和 aot_unpaired</translation>
    </message>
    <message>
        <source>by which divergence the policy is held to the reference</source>
        <translation>用哪种散度把策略约束在参考模型附近</translation>
    </message>
    <message>
        <source>alpha of alpha_divergence; 1 is reverse_kl</source>
        <translation>alpha_divergence 的 alpha；1 即 reverse_kl</translation>
    </message>
    <message>
        <source>how sharply discopop turns from one of its parts to another</source>
        <translation>discopop 在两部分之间切换的陡峭程度</translation>
    </message>
    <message>
        <source>weight of an answer&apos;s tokens beyond the length of the shorter one; less than 1 favours length less</source>
        <translation>回答中超出较短一方长度的词元的权重；小于 1 会减少对长度的偏好</translation>
    </message>
    <message>
        <source>weighs a pair by how likely the policy would write it itself</source>
        <translation>按策略自己写出该样本对的可能性为其加权</translation>
    </message>
    <message>
        <source>the reference follows the policy every ref_model_sync_steps</source>
        <translation>参考模型每隔 ref_model_sync_steps 步跟随策略</translation>
    </message>
    <message>
        <source>share of the policy in the reference that follows it; 1 replaces it</source>
        <translation>跟随时策略在参考模型中所占的比例；1 表示替换</translation>
    </message>
    <message>
        <source>how often it follows</source>
        <translation>跟随的频率</translation>
    </message>
    <message>
        <source>how much higher the reward of the chosen answer is</source>
        <translation>选中回答的奖励高出多少</translation>
    </message>
    <message>
        <source>share of pairs whose chosen answer has the higher reward</source>
        <translation>选中的回答奖励更高的样本对比例</translation>
    </message>
    <message>
        <source>the most that a ratio counts, also where it is bad; 0: no bound</source>
        <translation>比率计入的上限，对坏的也适用；0：无上限</translation>
    </message>
    <message>
        <source>what is made of a token&apos;s ratio, and how token losses are averaged</source>
        <translation>如何使用词元的比率，以及如何对词元损失取平均</translation>
    </message>
    <message>
        <source>sequence takes the mean ratio of a completion for all of its tokens (GSPO)</source>
        <translation>sequence 对补全的所有词元取其平均比率（GSPO）</translation>
    </message>
    <message>
        <source>learns only the share of tokens about which the policy is least certain</source>
        <translation>只学习策略最不确定的那部分词元</translation>
    </message>
    <message>
        <source>leaves out bad completions from which the policy has moved further; 0: none</source>
        <translation>略去策略已偏离更远的坏补全；0：都不略去</translation>
    </message>
    <message>
        <source>how soon sapo lets go of a good token</source>
        <translation>sapo 多快放开好的词元</translation>
    </message>
    <message>
        <source>how soon sapo lets go of a bad token</source>
        <translation>sapo 多快放开坏的词元</translation>
    </message>
    <message>
        <source>power of the ratio in vespo, of good completions</source>
        <translation>vespo 中好补全的比率的幂</translation>
    </message>
    <message>
        <source>decay with the ratio, of good completions</source>
        <translation>好补全随比率的衰减</translation>
    </message>
    <message>
        <source>power of the ratio in vespo, of bad completions</source>
        <translation>vespo 中坏补全的比率的幂</translation>
    </message>
    <message>
        <source>decay with the ratio, of bad completions</source>
        <translation>坏补全随比率的衰减</translation>
    </message>
    <message>
        <source>normalize_then_sum scales each reward function by itself, so that none drowns the others (GDPO)</source>
        <translation>normalize_then_sum 分别缩放每个奖励函数，使任何一个都不会淹没其他的（GDPO）</translation>
    </message>
    <message>
        <source>share of tokens whose weight cispo bounds</source>
        <translation>权重被 cispo 限制的词元比例</translation>
    </message>
    <message>
        <source>mean weight that vespo gives a completion</source>
        <translation>vespo 给补全的平均权重</translation>
    </message>
    <message>
        <source>Preferences and the likelihood of the chosen answer, without a reference</source>
        <translation>偏好与选中回答的似然，无需参考模型</translation>
    </message>
    <message>
        <source>how strongly a lead of the chosen answer counts</source>
        <translation>选中的回答领先的影响强度</translation>
    </message>
    <message>
        <source>sigmoid and hinge of sums over tokens; ipo and simpo of means</source>
        <translation>sigmoid 和 hinge 用词元之和；ipo 和 simpo 用均值</translation>
    </message>
    <message>
        <source>weight of the likelihood of the chosen answers</source>
        <translation>选中回答的似然的权重</translation>
    </message>
    <message>
        <source>the lead, times beta, that simpo asks for</source>
        <translation>simpo 要求的领先量（乘以 beta）</translation>
    </message>
    <message>
        <source>bends rewards as AlphaPO does; 0 is the plain log-probability</source>
        <translation>像 AlphaPO 那样弯曲奖励；0 即普通的对数概率</translation>
    </message>
    <message>
        <source>low where the chosen answers lead and are likely</source>
        <translation>选中的回答领先且可能性高时为低</translation>
    </message>
    <message>
        <source>beta times the log-probability of the chosen answer</source>
        <translation>beta 乘以选中回答的对数概率</translation>
    </message>
    <message>
        <source>log-probability of the chosen answer, or its mean over tokens</source>
        <translation>选中回答的对数概率，或其对词元的均值</translation>
    </message>
    <message>
        <source>negative log-likelihood of the chosen answers</source>
        <translation>选中回答的负对数似然</translation>
    </message>
    <message>
        <source>Supervised learning of the chosen answer with an odds ratio, without a reference</source>
        <translation>带几率比的选中回答的监督学习，无需参考模型</translation>
    </message>
    <message>
        <source>weight of the preference beside the likelihood; lambda in the paper</source>
        <translation>偏好项相对于似然的权重；论文中的 lambda</translation>
    </message>
    <message>
        <source>learns the prompt&apos;s tokens too, as TRL does; false: the chosen answer alone</source>
        <translation>像 TRL 那样也学习提示的词元；false：只学习选中的回答</translation>
    </message>
    <message>
        <source>low where the chosen answers are likely, and likelier than the rejected ones</source>
        <translation>选中的回答可能性高且高于被拒绝的回答时为低</translation>
    </message>
    <message>
        <source>how much higher the log-odds of the chosen answer are</source>
        <translation>选中回答的对数几率高出多少</translation>
    </message>
    <message>
        <source>log-sigmoid of the same</source>
        <translation>同上的 log-sigmoid</translation>
    </message>
    <message>
        <source>Preference optimisation on single answers that are good or bad</source>
        <translation>对单个好或坏的回答做偏好优化</translation>
    </message>
    <message>
        <source>apo_zero_unpaired compares with the reference alone, without an estimate of the KL divergence</source>
        <translation>apo_zero_unpaired 只与参考模型比较，不估计 KL 散度</translation>
    </message>
    <message>
        <source>weight of the good answers</source>
        <translation>好回答的权重</translation>
    </message>
    <message>
        <source>weight of the bad answers</source>
        <translation>坏回答的权重</translation>
    </message>
    <message>
        <source>answers that are good or bad</source>
        <translation>好或坏的回答</translation>
    </message>
    <message>
        <source>how much higher the reward of good answers is</source>
        <translation>好回答的奖励高出多少</translation>
    </message>
    <message>
        <source>0.5 where the policy finds nothing likelier than the reference does</source>
        <translation>策略与参考模型的看法相同时为 0.5</translation>
    </message>
    <message>
        <source>beta times how much likelier a good answer is than by the reference</source>
        <translation>beta 乘以好回答比参考模型下更可能的程度</translation>
    </message>
    <message>
        <source>the same of bad answers</source>
        <translation>坏回答的同一数值</translation>
    </message>
    <message>
        <source>how far the policy has moved from the reference on answers of other prompts</source>
        <translation>在其他提示的回答上策略偏离参考模型的程度</translation>
    </message>
    <message>
        <source>log-probability of a good answer</source>
        <translation>好回答的对数概率</translation>
    </message>
    <message>
        <source>log-probability of a bad answer</source>
        <translation>坏回答的对数概率</translation>
    </message>
    <message>
        <source>mean logit over good answers</source>
        <translation>好回答上的平均 logit</translation>
    </message>
    <message>
        <source>mean logit over bad answers</source>
        <translation>坏回答上的平均 logit</translation>
    </message>
    <message>
        <source>Reward model: a score for an answer, learnt from chosen-rejected pairs</source>
        <translation>奖励模型：从选中与拒绝的样本对学习回答的分数</translation>
    </message>
    <message>
        <source>pulls the rewards of a pair towards a sum of 0; 0 leaves their level free</source>
        <translation>把一对的奖励之和拉向 0；0 表示不约束其水平</translation>
    </message>
    <message>
        <source>pairs with a longer side are left out</source>
        <translation>任一侧更长的样本对会被略去</translation>
    </message>
    <message>
        <source>the model that learns: a language model is given a head that scores</source>
        <translation>学习的模型：语言模型会得到一个打分的头</translation>
    </message>
    <message>
        <source>share of pairs whose chosen answer gets the higher reward</source>
        <translation>选中的回答得到更高奖励的样本对比例</translation>
    </message>
    <message>
        <source>0.693 where no reward tells the two sides of a pair apart</source>
        <translation>奖励无法区分一对的两侧时为 0.693</translation>
    </message>
    <message>
        <source>mean reward of all answers</source>
        <translation>所有回答的平均奖励</translation>
    </message>
    <message>
        <source>smallest reward of a batch</source>
        <translation>一批中的最小奖励</translation>
    </message>
    <message>
        <source>largest reward of a batch</source>
        <translation>一批中的最大奖励</translation>
    </message>
    <message>
        <source>Process reward model: a score for every step, learnt from labelled steps</source>
        <translation>过程奖励模型：从有标签的步骤学习每一步的分数</translation>
    </message>
    <message>
        <source>text behind every step, at whose end it is scored</source>
        <translation>每一步之后的文本，在其末尾打分</translation>
    </message>
    <message>
        <source>learns the label of the last step alone, as an outcome reward model</source>
        <translation>只学习最后一步的标签，如同结果奖励模型</translation>
    </message>
    <message>
        <source>longer chains lose their last steps</source>
        <translation>更长的链会失去最后几步</translation>
    </message>
    <message>
        <source>chains whose steps are labelled</source>
        <translation>步骤有标签的链</translation>
    </message>
    <message>
        <source>share of steps that are told right from wrong</source>
        <translation>被正确判断对错的步骤比例</translation>
    </message>
    <message>
        <source>0.693 where no step is told from another</source>
        <translation>无法区分任何步骤时为 0.693</translation>
    </message>
    <message>
        <source>share of wrong steps that are found</source>
        <translation>被找出的错误步骤比例</translation>
    </message>
    <message>
        <source>share of right steps that pass</source>
        <translation>通过的正确步骤比例</translation>
    </message>
    <message>
        <source>share of steps that are right: what always saying so would reach</source>
        <translation>正确步骤的比例：总说“正确”所能达到的水平</translation>
    </message>
    <message>
        <source>Policy gradient that compares each completion with the others of its prompt</source>
        <translation>把每个补全与同一提示的其他补全比较的策略梯度</translation>
    </message>
    <message>
        <source>weight of the KL penalty in the reward; 0 needs no reference</source>
        <translation>奖励中 KL 惩罚的权重；0 则无需参考模型</translation>
    </message>
    <message>
        <source>how far the ratio of a completion may move before its gradient stops</source>
        <translation>补全的比率可以移动多远，超过后其梯度停止</translation>
    </message>
    <message>
        <source>scales the advantages of a batch to mean 0 and deviation 1</source>
        <translation>把一批的优势缩放到均值 0、标准差 1</translation>
    </message>
    <message>
        <source>least and most that a reward may be; empty: any</source>
        <translation>奖励的最小值和最大值；留空：不限</translation>
    </message>
    <message>
        <source>share of completions whose ratio was clipped</source>
        <translation>比率被裁剪的补全比例</translation>
    </message>
    <message>
        <source>share of completions clipped downwards</source>
        <translation>向下裁剪的补全比例</translation>
    </message>
    <message>
        <source>share of completions clipped upwards</source>
        <translation>向上裁剪的补全比例</translation>
    </message>
    <message>
        <source>whether all completions of a batch were clipped downwards</source>
        <translation>一批的所有补全是否都被向下裁剪</translation>
    </message>
    <message>
        <source>whether any completion was clipped upwards</source>
        <translation>是否有补全被向上裁剪</translation>
    </message>
    <message>
        <source>Distillation from a teacher, on completions that the student writes itself and on given ones</source>
        <translation>向教师模型蒸馏，既用学生自己写的续写，也用给定的续写</translation>
    </message>
    <message>
        <source>which divergence: 0 is forward KL, 1 reverse KL, 0.5 the Jensen-Shannon divergence</source>
        <translation>用哪种散度：0 为前向 KL，1 为反向 KL，0.5 为 Jensen-Shannon 散度</translation>
    </message>
    <message>
        <source>share of the completions that the student writes itself</source>
        <translation>由学生自己写出的续写所占份额</translation>
    </message>
    <message>
        <source>spread of the sampled completions</source>
        <translation>采样续写的分散程度</translation>
    </message>
    <message>
        <source>the teacher writes the completions that the student does not</source>
        <translation>学生没有写的续写由教师来写</translation>
    </message>
    <message>
        <source>switches lora_dropout off</source>
        <translation>关闭 lora_dropout</translation>
    </message>
    <message>
        <source>the student: the model that learns</source>
        <translation>学生：正在学习的模型</translation>
    </message>
    <message>
        <source>the model whose next-token distribution is learnt, of the same vocabulary</source>
        <translation>要学习其下一词元分布的模型，词表相同</translation>
    </message>
    <message>
        <source>how far the student&apos;s next token is from the teacher&apos;s, a token</source>
        <translation>学生的下一词元分布与教师的相差多少，按每个词元</translation>
    </message>
    <message>
        <source>share of the completions that the model wrote itself</source>
        <translation>模型自己写出的续写所占份额</translation>
    </message>
    <message>
        <source>Learns a teacher&apos;s whole distribution over every next token</source>
        <translation>学习教师对每个下一词元的整个分布</translation>
    </message>
    <message>
        <source>spread of the sampled completions, and what the logits of student and teacher are divided by</source>
        <translation>采样续写的分散程度，也是学生与教师 logits 的除数</translation>
    </message>
    <message>
        <source>fills rows of max_length tokens with several sequences</source>
        <translation>把多个序列装进 max_length 个词元的行</translation>
    </message>
    <message>
        <source>bfd keeps attention inside each sequence and cuts long ones, bfd_split keeps their rest too, wrapped cuts wherever a row is full and lets tokens see the sequence before</source>
        <translation>bfd 让注意力只在各序列之内并截断过长的序列，bfd_split 连其余部分也保留，wrapped 在行满处切断并允许看到前一个序列</translation>
    </message>
    <message>
        <source>noise on the embeddings while learning, often 5 to 15; 0 is none</source>
        <translation>学习时加在嵌入上的噪声，常取 5 到 15；0 为没有</translation>
    </message>
    <message>
        <source>share of the rows that are drawn from those of earlier data; 0 reads none of them</source>
        <translation>从早先数据中抽取的行所占份额；0 为完全不读</translation>
    </message>
    <message>
        <source>rows of earlier data that are mixed in, so that less of it is forgotten</source>
        <translation>混入的早先数据的行，使遗忘减少</translation>
    </message>
    <message>
        <source>the loss of the rows that are new; with replay alone</source>
        <translation>新行的损失；仅在重放时</translation>
    </message>
    <message>
        <source>the loss of the rows of earlier data; with replay alone</source>
        <translation>早先数据的行的损失；仅在重放时</translation>
    </message>
    <message>
        <source>holds the weights that matter to what was learnt before; often 100 to 100000; 0 is off</source>
        <translation>约束对先前所学重要的权重；常取 100 到 100000；0 为关闭</translation>
    </message>
    <message>
        <source>an adapter&apos;s own weights are held, not those of the model that it changes</source>
        <translation>被约束的是适配器自己的权重，而不是它所改变的模型的权重</translation>
    </message>
    <message>
        <source>true measures with tokens that the model draws, empirical with those of the rows</source>
        <translation>true 用模型抽取的词元来测量，empirical 用行中的词元</translation>
    </message>
    <message>
        <source>how much of the importance that an earlier stage measured is kept</source>
        <translation>早先阶段测得的重要性保留多少</translation>
    </message>
    <message>
        <source>how many rows are measured; 0 takes all of them</source>
        <translation>测量多少行；0 为全部</translation>
    </message>
    <message>
        <source>rows that were learnt before: how much each weight matters to them is measured</source>
        <translation>先前学过的行：测量每个权重对它们有多重要</translation>
    </message>
    <message>
        <source>how much each weight mattered to rows of stages before, as one of them measured it</source>
        <translation>每个权重对更早阶段的行有多重要，由其中一个阶段测得</translation>
    </message>
    <message>
        <source>what moving the weights that matter adds to the loss</source>
        <translation>移动重要权重给损失增加的部分</translation>
    </message>
    <message>
        <source>distance of the weights from where the training began</source>
        <translation>权重与训练起点的距离</translation>
    </message>
    <message>
        <source>the student writes every completion, so that the teacher writes none</source>
        <translation>每个续写都由学生模型写出，因此教师模型一个也不写</translation>
    </message>
    <message>
        <source>adamw_torch keeps two moments of every weight; lion_32bit one, and wants a learning rate some five times smaller; muon turns the step of each matrix into an orthogonal one</source>
        <translation>adamw_torch 为每个权重保存两个矩；lion_32bit 一个，学习率宜小约五倍；muon 把每个矩阵的步长变成正交的</translation>
    </message>
    <message>
        <source>what advantages are divided by: a deviation, or the group&apos;s mean, so that rare successes count more (MaxRL)</source>
        <translation>优势除以什么：标准差，或组的均值（罕见的成功因此更重，MaxRL）</translation>
    </message>
    <message>
        <source>how far a token&apos;s ratio may move before its gradient stops; of dppo its probability, or its KL</source>
        <translation>词元的比率偏离多远后不再有梯度；对 dppo 是其概率或 KL</translation>
    </message>
    <message>
        <source>weight of the mean entropy of the tokens, which keeps the policy from settling too soon; 0: none</source>
        <translation>词元平均熵的权重，使策略不过早定型；0：不用</translation>
    </message>
    <message>
        <source>the loss without the entropy; with entropy_coef alone</source>
        <translation>不含熵的损失；仅在有 entropy_coef 时</translation>
    </message>
    <message>
        <source>share of tokens that dppo leaves out</source>
        <translation>被 dppo 排除的词元比例</translation>
    </message>
    <message>
        <source>passes over the same completions</source>
        <translation>对同一批补全的遍数</translation>
    </message>
    <message>
        <source>optimiser steps of such a pass, each on as many completions as a step has</source>
        <translation>每遍的优化步数，每步用一步所含数量的补全</translation>
    </message>
    <message>
        <source>the most that the ratio of a bad token counts, above 1; 0: no bound</source>
        <translation>坏词元的比率最多算多少，大于 1；0：不限</translation>
    </message>
    <message>
        <source>weight of the value loss</source>
        <translation>价值损失的权重</translation>
    </message>
    <message>
        <source>how far a value may move before its gradient stops</source>
        <translation>价值偏离多远后不再有梯度</translation>
    </message>
    <message>
        <source>learning rate of a value network; 0 takes that of the policy</source>
        <translation>价值网络的学习率；0 取策略的学习率</translation>
    </message>
    <message>
        <source>what a reward a token later counts</source>
        <translation>晚一个词元的奖励算多少</translation>
    </message>
    <message>
        <source>1 trusts what was earned, 0 what the values say: less noise for more bias</source>
        <translation>1 相信实际所得，0 相信价值估计：噪声更小而偏差更大</translation>
    </message>
    <message>
        <source>scales the rewards of tokens to deviation 1, and keeps their mean</source>
        <translation>把词元奖励缩放到标准差 1，均值不变</translation>
    </message>
    <message>
        <source>taken from the score of a completion that was cut; 0: nothing</source>
        <translation>从被截断的补全的得分中扣除；0：不扣</translation>
    </message>
    <message>
        <source>weight of the KL penalty in the rewards of tokens; 0 needs no reference</source>
        <translation>词元奖励中 KL 惩罚的权重；0 不需要参考模型</translation>
    </message>
    <message>
        <source>how the KL of a token is told from its log-probs: k1 is unbiased, k3 is never negative</source>
        <translation>如何由对数概率估计词元的 KL：k1 无偏，k3 从不为负</translation>
    </message>
    <message>
        <source>raises or lowers kl_coef until the KL is that of target</source>
        <translation>升降 kl_coef，直到 KL 达到 target</translation>
    </message>
    <message>
        <source>KL of a completion that adap_kl_ctrl aims at</source>
        <translation>adap_kl_ctrl 所追求的每个补全的 KL</translation>
    </message>
    <message>
        <source>how slowly adap_kl_ctrl moves</source>
        <translation>adap_kl_ctrl 变动得多慢</translation>
    </message>
    <message>
        <source>how far a completion has moved from the reference, its tokens summed</source>
        <translation>补全偏离参考模型多远，按词元求和</translation>
    </message>
    <message>
        <source>mean score of the completions, less what a missing end costs</source>
        <translation>补全的平均得分，已扣除缺少结尾的代价</translation>
    </message>
    <message>
        <source>the score less the KL penalty: what is made larger</source>
        <translation>得分减去 KL 惩罚：要增大的量</translation>
    </message>
    <message>
        <source>what the KL penalty takes from a completion</source>
        <translation>KL 惩罚从一个补全中扣去多少</translation>
    </message>
    <message>
        <source>weight of the KL penalty; it moves with adap_kl_ctrl alone</source>
        <translation>KL 惩罚的权重；只在 adap_kl_ctrl 时变动</translation>
    </message>
    <message>
        <source>minus the log-prob of a completion</source>
        <translation>补全对数概率的相反数</translation>
    </message>
    <message>
        <source>how far the policy has moved since it drew the completions</source>
        <translation>策略自采样补全以来移动了多远</translation>
    </message>
    <message>
        <source>half the squared error of the values</source>
        <translation>价值的平方误差的一半</translation>
    </message>
    <message>
        <source>share of the returns&apos; variance that the values foretell: 1 is all, 0 none</source>
        <translation>价值能预言的回报方差比例：1 为全部，0 为没有</translation>
    </message>
    <message>
        <source>share of tokens whose value was clipped</source>
        <translation>价值被裁剪的词元比例</translation>
    </message>
    <message>
        <source>mean ratio of the present policy to the one that drew</source>
        <translation>当前策略与采样策略的平均比率</translation>
    </message>
    <message>
        <source>surrogate and value loss together: its level tells nothing</source>
        <translation>代理损失与价值损失之和：其高低不说明问题</translation>
    </message>
    <message>
        <source>Proximal policy optimisation: a value function tells what each token was worth</source>
        <translation>近端策略优化：由价值函数说明每个词元值多少</translation>
    </message>
    <message>
        <source>the model that kl_coef holds the policy to; without it the policy as it starts</source>
        <translation>kl_coef 使策略靠近的模型；没有则取开始时的策略</translation>
    </message>
    <message>
        <source>Policy gradient without a value function, scaled over the whole batch</source>
        <translation>没有价值函数的策略梯度，在整批上缩放</translation>
    </message>
    <message>
        <source>group first takes the mean reward of a prompt&apos;s completions from each (REINFORCE++-baseline)</source>
        <translation>group 先从每个补全中减去同一提示的平均奖励（REINFORCE++-baseline）</translation>
    </message>
    <message>
        <source>mean reward of the likeliest completion of each prompt</source>
        <translation>每个提示最可能补全的平均奖励</translation>
    </message>
    <message>
        <source>Policy gradient that compares each completion with the likeliest one</source>
        <translation>把每个补全与最可能的补全比较的策略梯度</translation>
    </message>
    <message>
        <source>half the squared error of the values; with vf_coef alone</source>
        <translation>价值的平方误差的一半；仅在有 vf_coef 时</translation>
    </message>
    <message>
        <source>The plain policy gradient: tokens become likelier by what they and those behind them earn</source>
        <translation>朴素的策略梯度：词元按其自身及其后所得而变得更可能</translation>
    </message>
    <message>
        <source>weight of the loss of a value function; 0 learns none</source>
        <translation>价值函数损失的权重；0 不学习价值</translation>
    </message>
    <message>
        <source>a network that learns what beginnings are worth; without it a head on the policy does</source>
        <translation>学习开头值多少的网络；没有则由策略上的一个输出头来学</translation>
    </message>
    <message>
        <source>completions per prompt</source>
        <translation>每个提示的补全数</translation>
    </message>
    <message>
        <source>a reward model, for reward_model among reward_funcs</source>
        <translation>奖励模型，供 reward_funcs 中的 reward_model 使用</translation>
    </message>
    <message>
        <source>the learning rate rises from 0 over these steps, or over this share of the run where it is below 1</source>
        <translation>学习率在这些步内从 0 上升；小于 1 时表示占整个运行的比例</translation>
    </message>
    <message>
        <source>prompts, and the completions at whose tokens student and teacher are compared; with lmbda 1 the prompts alone</source>
        <translation>提示，以及在其词元处比较学生与教师的补全；lmbda 为 1 时只需提示</translation>
    </message>
    <message>
        <source>share of the rows that nothing is learnt from and the model is measured on, where the input eval gives no others; rows of one prompt stay together</source>
        <translation>不用于学习、仅用于衡量模型的行所占比例（输入 eval 未另外给出时）；同一提示的行不会被拆开</translation>
    </message>
    <message>
        <source>held-out rows are measured every so many steps and at the end; 0: after each pass over the rows</source>
        <translation>每隔这么多步以及结束时衡量一次留出的行；0：每遍历一次全部行之后</translation>
    </message>
    <message>
        <source>rows of one forward pass then</source>
        <translation>此时一次前向传播的行数</translation>
    </message>
    <message>
        <source>the metric of the held-out rows that tells which model is best</source>
        <translation>留出行的这一指标决定哪个模型最好</translation>
    </message>
    <message>
        <source>leaves the model that was best on the held-out rows, not the last one</source>
        <translation>留下在留出行上最好的模型，而不是最后一个</translation>
    </message>
    <message>
        <source>ends the run when so many evaluations in a row were no better than the best before; 0: never</source>
        <translation>连续这么多次评估都不优于此前最好结果时结束运行；0：从不</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>次评估</translation>
    </message>
    <message>
        <source>by how much better is better, then</source>
        <translation>此时要好多少才算更好</translation>
    </message>
    <message>
        <source>rows that nothing is learnt from, measured on the way; without them test_size takes a share</source>
        <translation>不用于学习的行，在训练途中衡量；未给出时由 test_size 取一部分</translation>
    </message>
    <message>
        <source>the same, of rows that nothing is learnt from</source>
        <translation>同一指标，取自不用于学习的行</translation>
    </message>
    <message>
        <source>labelled steps</source>
        <translation>带标签的步骤</translation>
    </message>
    <message>
        <source>steps labelled by rollouts</source>
        <translation>由续写标注的步骤</translation>
    </message>
    <message>
        <source>Labels steps by what a model makes of them</source>
        <translation>按模型由此续写的结果标注步骤</translation>
    </message>
    <message>
        <source>the model that goes on behind each step</source>
        <translation>在每一步之后继续书写的模型</translation>
    </message>
    <message>
        <source>chains with the right answers of their problems</source>
        <translation>带有题目正确答案的推理链</translation>
    </message>
    <message>
        <source>binary looks for the first step behind which nothing comes right, by halves: far fewer tokens</source>
        <translation>binary 以二分法寻找其后再无正确结果的第一步：所需词元少得多</translation>
    </message>
    <message>
        <source>soft: the share of answers that come right; hard: right where one of them does</source>
        <translation>soft：其中正确答案的比例；hard：只要有一个正确即为正确</translation>
    </message>
    <message>
        <source>text behind every step</source>
        <translation>每一步之后的文本</translation>
    </message>
    <message>
        <source>share of chains with an error whose first wrong step is found</source>
        <translation>有错误的推理链中，第一处错误步骤被找到的比例</translation>
    </message>
    <message>
        <source>share of chains without an error in which none is seen</source>
        <translation>没有错误的推理链中，未被误判的比例</translation>
    </message>
    <message>
        <source>graded samples; each step gets the label of the exact grader</source>
        <translation>已评分的样本；每一步由精确评分器给出标签</translation>
    </message>
    <message>
        <source>how much higher the chosen completion is scored</source>
        <translation>所选补全的得分高出多少</translation>
    </message>
    <message>
        <source>DPO on pairs that the policy writes itself and the rewards judge</source>
        <translation>对策略自己写出、由奖励评判的样本对做 DPO</translation>
    </message>
    <message>
        <source>sigmoid is DPO; ipo aims at a lead of 1 / (2 beta)</source>
        <translation>sigmoid 即 DPO；ipo 以 1 / (2 beta) 的领先为目标</translation>
    </message>
    <message>
        <source>what a completion loses that did not end itself</source>
        <translation>未自行结束的补全被扣除多少</translation>
    </message>
    <message>
        <source>of two equal rewards: first takes the first completion for the better one, as TRL does; skip learns nothing from them</source>
        <translation>两个奖励相等时：first 与 TRL 一样把第一个补全当作更好者；skip 不从中学习</translation>
    </message>
    <message>
        <source>share of tokens that the model itself found unlikely</source>
        <translation>模型自己认为不太可能的词元所占比例</translation>
    </message>
    <message>
        <source>Penalises unlikely tokens of the model&apos;s own completions: distillation&apos;s control arm</source>
        <translation>惩罚模型自身补全中不太可能的词元：蒸馏的对照组</translation>
    </message>
    <message>
        <source>prompts; with lmbda below 1 completions too</source>
        <translation>提示；lmbda 小于 1 时还需要补全</translation>
    </message>
    <message>
        <source>how strongly an unlikely token is pushed down</source>
        <translation>把不太可能的词元压低的力度</translation>
    </message>
    <message>
        <source>a token is unlikely where its probability is below this</source>
        <translation>概率低于此值的词元视为不太可能</translation>
    </message>
    <message>
        <source>Learns from itself, shown the reference answer, at every token that it writes</source>
        <translation>在自己写出的每个词元上，向看过参考答案的自己学习</translation>
    </message>
    <message>
        <source>what the teacher reads: {prompt} and {privileged_context} stand for the words of the row</source>
        <translation>教师读到的内容：{prompt} 与 {privileged_context} 代表该行的文字</translation>
    </message>
    <message>
        <source>longer prompts, also the teacher&apos;s, lose their beginning</source>
        <translation>过长的提示（包括教师的）会失去开头</translation>
    </message>
    <message>
        <source>how far values and policy are from agreeing about a token</source>
        <translation>价值与策略对一个词元的看法相差多远</translation>
    </message>
    <message>
        <source>the same as what the values learn from</source>
        <translation>同上，作为价值函数的学习目标</translation>
    </message>
    <message>
        <source>loss/policy, and loss/value and loss/kl by their weights</source>
        <translation>loss/policy，加上按权重的 loss/value 与 loss/kl</translation>
    </message>
    <message>
        <source>how far the policy&apos;s distributions are from the reference&apos;s; with kl_coef alone</source>
        <translation>策略的分布与参考模型相差多远；仅在设置 kl_coef 时</translation>
    </message>
    <message>
        <source>how much likelier a token of the data is than by the reference</source>
        <translation>数据中的词元比在参考模型下更可能多少</translation>
    </message>
    <message>
        <source>mean of what the beginnings of completions are worth</source>
        <translation>补全各开头部分价值的平均</translation>
    </message>
    <message>
        <source>Offline reinforcement from good and bad answers, with a value function that credits each token</source>
        <translation>从好坏回答中离线强化学习，用价值函数给每个词元计功</translation>
    </message>
    <message>
        <source>weight of the divergence of whole distributions from the reference&apos;s; 0 computes none</source>
        <translation>与参考模型整体分布散度的权重；0 表示不计算</translation>
    </message>
    <message>
        <source>weight of the loss of the value function</source>
        <translation>价值函数损失的权重</translation>
    </message>
    <message>
        <source>Learns from itself, shown a demonstration: forgets less than plain fine-tuning</source>
        <translation>向看过示范的自己学习：比普通微调遗忘更少</translation>
    </message>
    <message>
        <source>how often an epoch sees a prompt</source>
        <translation>一个轮次中每个提示出现的次数</translation>
    </message>
    <message>
        <source>first tokens of a completion that are not learnt: there a teacher speaks of what it was shown</source>
        <translation>补全开头不学习的词元数：教师会在那里谈及所见的内容</translation>
    </message>
    <message>
        <source>Learns from itself, shown a completion of its own that was rewarded, at every token</source>
        <translation>在每个词元上，向看过自己获奖补全的自己学习</translation>
    </message>
    <message>
        <source>the teacher is shown a rewarded completion of the same prompt</source>
        <translation>向教师展示同一提示的获奖补全</translation>
    </message>
    <message>
        <source>the reward from which one may be shown</source>
        <translation>奖励达到此值的补全才可展示</translation>
    </message>
    <message>
        <source>a completion is not shown to its own teacher</source>
        <translation>补全不展示给它自己的教师</translation>
    </message>
    <message>
        <source>the teacher is shown the column privileged_context of the row</source>
        <translation>向教师展示该行的 privileged_context 列</translation>
    </message>
    <message>
        <source>only where no rewarded completion can be shown</source>
        <translation>仅在没有获奖补全可展示时</translation>
    </message>
    <message>
        <source>what the teacher reads: {prompt}, {solution} and {feedback} stand for what it is shown</source>
        <translation>教师读到的内容：{prompt}、{solution} 与 {feedback} 代表展示给它的内容</translation>
    </message>
    <message>
        <source>how a rewarded completion is put: {successful_previous_attempt} stands for it</source>
        <translation>获奖补全的写法：{successful_previous_attempt} 代表它</translation>
    </message>
    <message>
        <source>how feedback is put: {feedback_raw} stands for it</source>
        <translation>反馈的写法：{feedback_raw} 代表它</translation>
    </message>
    <message>
        <source>a teacher&apos;s longer prompt loses its beginning</source>
        <translation>教师过长的提示会失去开头</translation>
    </message>
    <message>
        <source>Natural gradient within a trust region, with a line search; for small models</source>
        <translation>信赖域内的自然梯度，带线搜索；适用于小模型</translation>
    </message>
    <message>
        <source>how much the surrogate gained by the step</source>
        <translation>这一步使代理目标提高多少</translation>
    </message>
    <message>
        <source>1 where a step was taken, 0 where none gained within delta</source>
        <translation>迈出一步为 1，delta 之内没有收益为 0</translation>
    </message>
    <message>
        <source>how often the step was shortened</source>
        <translation>步长被缩短的次数</translation>
    </message>
    <message>
        <source>what is taken off a reward: the mean of the completions of its prompt, or nothing</source>
        <translation>从奖励中减去什么：同一提示各补全的平均，或不减</translation>
    </message>
    <message>
        <source>how far a step may go: the mean KL of a token</source>
        <translation>一步可以走多远：每个词元的平均 KL</translation>
    </message>
    <message>
        <source>added to the Fisher matrix: more turns the way towards the plain gradient&apos;s</source>
        <translation>加到 Fisher 矩阵上：越大方向越接近普通梯度</translation>
    </message>
    <message>
        <source>how exactly the way is found</source>
        <translation>求解方向的精确程度</translation>
    </message>
    <message>
        <source>what a step that fails is shortened by</source>
        <translation>失败的步按此比例缩短</translation>
    </message>
    <message>
        <source>how often it is shortened</source>
        <translation>最多缩短多少次</translation>
    </message>
    <message>
        <source>how much the strength of a label counts: a factor of the margin, an exponent of the weight</source>
        <translation>标注强度的作用大小：间隔的系数，权重的指数</translation>
    </message>
    <message>
        <source>what strongly labelled pairs do: ask for a larger lead, or count more</source>
        <translation>强标注的样本对的作用：要求更大的领先，或计得更多</translation>
    </message>
    <message>
        <source>whether answers that are strongly labelled count more</source>
        <translation>强标注的回答是否计得更多</translation>
    </message>
    <message>
        <source>what is compared at each token: the likelihood of that token alone, whole distributions, or their likeliest tokens</source>
        <translation>每个词元比较什么：仅该词元的似然、整个分布，或其最可能的词元</translation>
    </message>
    <message>
        <source>how many of the student&apos;s likeliest tokens topk_logits compares</source>
        <translation>topk_logits 比较学生最可能的多少个词元</translation>
    </message>
    <message>
        <source>topk_logits compares the share of all other tokens too</source>
        <translation>topk_logits 还比较其余所有词元的份额</translation>
    </message>
    <message>
        <source>share of prompts with a completion that was good enough</source>
        <translation>有足够好补全的提示所占比例</translation>
    </message>
    <message>
        <source>share of completions whose teacher is shown a good one</source>
        <translation>教师看到好补全的补全所占比例</translation>
    </message>
    <message>
        <source>share of completions whose row has feedback</source>
        <translation>所在行有反馈的补全所占比例</translation>
    </message>
    <message>
        <source>share of completions whose teacher is shown feedback</source>
        <translation>教师看到反馈的补全所占比例</translation>
    </message>
    <message>
        <source>share of completions that somebody can teach</source>
        <translation>有教师可教的补全所占比例</translation>
    </message>
    <message>
        <source>prompts with what the teacher alone is shown; with lmbda below 1 completions too</source>
        <translation>提示以及仅展示给教师的内容；lmbda 小于 1 时还需要补全</translation>
    </message>
    <message>
        <source>base is the model as it starts, live the model as it is, ema follows it slowly</source>
        <translation>base 为起始时的模型，live 为当前模型，ema 缓慢跟随它</translation>
    </message>
    <message>
        <source>share of the model in the teacher that follows it; 1 replaces it</source>
        <translation>跟随的教师中模型所占的份额；1 表示替换</translation>
    </message>
    <message>
        <source>how often the teacher follows</source>
        <translation>教师跟随的频率</translation>
    </message>
    <message>
        <source>a teacher that is shown more; without it the policy itself, by teacher_model_kind</source>
        <translation>能看到更多内容的教师；未指定时按 teacher_model_kind 用策略自身</translation>
    </message>
    <message>
        <source>how far the student&apos;s tokens are from those of its teacher, who is shown more</source>
        <translation>学生的词元与看到更多内容的教师相差多远</translation>
    </message>
    <message>
        <source>the same as a mean over all tokens</source>
        <translation>同上，按所有词元平均</translation>
    </message>
    <message>
        <source>products</source>
        <translation>次乘积</translation>
    </message>
    <message>
        <source>Lets a judge compare answers two by two: preferences from AI feedback</source>
        <translation>让评判模型两两比较答案：由 AI 反馈得到偏好</translation>
    </message>
    <message>
        <source>a file of principles, of which one is drawn for each pair; without one the better answer is asked for</source>
        <translation>原则文件，每一对答案从中抽取一条原则；没有时只问哪个答案更好</translation>
    </message>
    <message>
        <source>of the samples of a prompt; more pairs, but of fewer different prompts</source>
        <translation>每个提示的样本中取多少对；对数更多，但不同的提示更少</translation>
    </message>
    <message>
        <source>leaves out pairs of which the judge says another thing in the other order</source>
        <translation>换一种顺序评判就不同的对不采用</translation>
    </message>
    <message>
        <source>what the judge is asked; {prompt}, {a}, {b} and {principle} stand for what it compares and by what</source>
        <translation>向评判模型提出的问题；{prompt}、{a}、{b} 和 {principle} 代表所比较的内容和依据</translation>
    </message>
    <message>
        <source>text that the judge&apos;s answer is made to begin with</source>
        <translation>评判模型的回答必须以此文本开头</translation>
    </message>
    <message>
        <source>the two answers, for the one that stands as {a} and as {b}</source>
        <translation>两个可能的回答，分别对应 {a} 和 {b}</translation>
    </message>
    <message>
        <source>lets the judge say why before it answers; the reasons are stored</source>
        <translation>让评判模型先说明理由再回答；理由会保存下来</translation>
    </message>
    <message>
        <source>which principle is drawn for which pair</source>
        <translation>决定每一对抽取哪条原则</translation>
    </message>
    <message>
        <source>the judge: a model that writes</source>
        <translation>评判者：能写文本的模型</translation>
    </message>
    <message>
        <source>completions, of which those of a prompt are compared; their grades measure the judge</source>
        <translation>补全，同一提示的补全互相比较；其评分用来衡量评判模型</translation>
    </message>
    <message>
        <source>pairs that are compared anew; what they call chosen measures the judge</source>
        <translation>重新比较的偏好对；其中的 chosen 用来衡量评判模型</translation>
    </message>
    <message>
        <source>AI feedback</source>
        <translation>AI 反馈</translation>
    </message>
    <message>
        <source>Lets a model criticise its answers by principles and write them anew: constitutional AI</source>
        <translation>让模型按原则批评自己的答案并重写：宪法式 AI</translation>
    </message>
    <message>
        <source>a file of principles, of which one is drawn for each round</source>
        <translation>原则文件，每一轮从中抽取一条</translation>
    </message>
    <message>
        <source>critique and revision so often, by another principle each time</source>
        <translation>批评和修改的次数，每次依据另一条原则</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>个答案</translation>
    </message>
    <message>
        <source>of the samples of a prompt; more rows, but of fewer different prompts</source>
        <translation>每个提示取多少个答案；行数更多，但不同的提示更少</translation>
    </message>
    <message>
        <source>what asks for the critique; {prompt}, {answer} and the principle&apos;s {request} stand in it</source>
        <translation>请求批评的文本；其中有 {prompt}、{answer} 和原则的 {request}</translation>
    </message>
    <message>
        <source>what asks for the revision; {prompt}, {answer}, {critique} and the principle&apos;s {request} stand in it</source>
        <translation>请求修改的文本；其中有 {prompt}、{answer}、{critique} 和原则的 {request}</translation>
    </message>
    <message>
        <source>text that every critique is made to begin with</source>
        <translation>每条批评都必须以此文本开头</translation>
    </message>
    <message>
        <source>text that every revision is made to begin with; {critique} may stand in it</source>
        <translation>每次修改都必须以此文本开头；其中可以有 {critique}</translation>
    </message>
    <message>
        <source>texts that end a critique</source>
        <translation>结束批评的文本</translation>
    </message>
    <message>
        <source>the model that criticises and revises</source>
        <translation>进行批评和修改的模型</translation>
    </message>
    <message>
        <source>the answers that are revised</source>
        <translation>要修改的答案</translation>
    </message>
    <message>
        <source>critique and revision</source>
        <translation>批评与修改</translation>
    </message>
    <message>
        <source>rows for a judge</source>
        <translation>评判模型的数据</translation>
    </message>
    <message>
        <source>writes question and answer as messages, for a judge with a chat template</source>
        <translation>把问题和回答写成消息，用于有聊天模板的评判模型</translation>
    </message>
    <message>
        <source>preferences; a judge learns to say of each pair, in both orders, which side was preferred</source>
        <translation>偏好；评判模型学习对每一对、按两种顺序，说出哪一方更受偏好</translation>
    </message>
    <message>
        <source>violations counted</source>
        <translation>统计违反</translation>
    </message>
    <message>
        <source>a file of principles; those with a check are counted</source>
        <translation>原则文件；统计其中可检查的原则</translation>
    </message>
    <message>
        <source>completions whose violations are counted; those without become demonstrations</source>
        <translation>统计其违反情况的补全；没有违反的成为示范</translation>
    </message>
    <message>
        <source>asks the problems of the input canary after so many steps; rarer costs fewer tokens</source>
        <translation>每隔多少步就问一次输入 canary 的题目；间隔越长，花费的词元越少</translation>
    </message>
    <message>
        <source>a budget: ends the run where kl passes it; 0 sets none</source>
        <translation>预算：kl 超过它时运行结束；0 表示没有预算</translation>
    </message>
    <message>
        <source>problems with references that nothing is learnt from: their exact grade beside the rewards shows whether the rewards are exploited</source>
        <translation>带参考答案、不用于学习的题目：把精确评分与奖励并列，可以看出奖励是否被钻了空子</translation>
    </message>
    <message>
        <source>share of sequences of three tokens that stood in the completion before</source>
        <translation>补全中前面已出现过的三词元序列所占比例</translation>
    </message>
    <message>
        <source>near 1 or -1: length alone earns or costs the reward</source>
        <translation>接近 1 或 -1：仅凭长度就能得到或失去奖励</translation>
    </message>
    <message>
        <source>share of the canary problems that are answered right, by the exact grader</source>
        <translation>由精确评分器判定答对的 canary 题目比例</translation>
    </message>
    <message>
        <source>what the reward functions give for the same answers</source>
        <translation>奖励函数对同样的答案给出的值</translation>
    </message>
    <message>
        <source>of several reward models: so many standard deviations between them are taken off their mean</source>
        <translation>有多个奖励模型时：从平均值中减去它们之间这么多个标准差</translation>
    </message>
    <message>
        <source>deviations</source>
        <translation>个标准差</translation>
    </message>
    <message>
        <source>what the reward judge asks of each answer; {prompt} and {answer} stand in it</source>
        <translation>奖励 judge 对每个答案提出的问题；其中有 {prompt} 和 {answer}</translation>
    </message>
    <message>
        <source>what it may answer: the probability of the first is the reward</source>
        <translation>它可以给出的回答：第一个回答的概率就是奖励</translation>
    </message>
    <message>
        <source>a further reward model: the mean of all is the reward, and reward_spread tells how far they differ</source>
        <translation>另一个奖励模型：所有模型的平均值是奖励，reward_spread 说明它们相差多大</translation>
    </message>
    <message>
        <source>how far the reward models of an ensemble differ: large where none of them knows</source>
        <translation>一组奖励模型之间的差别：都不了解之处差别大</translation>
    </message>
    <message>
        <source>chains of one prompt at most; 0 takes all</source>
        <translation>每个提示至多取多少条推理链；0 表示全部</translation>
    </message>
    <message>
        <source>how far the step went; at most delta</source>
        <translation>这一步走了多远；至多 delta</translation>
    </message>
    <message>
        <source>how much a vote weighs</source>
        <translation>一票的权重</translation>
    </message>
    <message>
        <source>compares the mean weight of an answer&apos;s votes instead of their sum</source>
        <translation>比较一个答案各票权重的平均值，而不是总和</translation>
    </message>
    <message>
        <source>what is made of the scores of an answer&apos;s steps; answer scores it as a whole</source>
        <translation>如何把一个答案各步的分数合成一个；answer 表示整体打分</translation>
    </message>
    <message>
        <source>reasoning before the result, asked for in words</source>
        <translation>用文字要求先推理，再给结果</translation>
    </message>
    <message>
        <source>how reasoning is asked for, or that it is not</source>
        <translation>如何要求推理，或者不要求</translation>
    </message>
    <message>
        <source>with what reasoning begins, in zero_shot</source>
        <translation>zero_shot 中推理以什么开头</translation>
    </message>
    <message>
        <source>what asks for the result behind the reasoning; empty: nothing does</source>
        <translation>推理之后用什么要求给出结果；留空则不要求</translation>
    </message>
    <message>
        <source>worked problems in front of the problem, in few_shot</source>
        <translation>few_shot 中放在题目前面的已解例题</translation>
    </message>
    <message>
        <source>longer results before they are cut off</source>
        <translation>结果可以更长才被截断</translation>
    </message>
    <message>
        <source>the likeliest first tokens, each continued greedily; the surest answer wins</source>
        <translation>取概率最高的若干首词元，各自贪心续写；最有把握的答案胜出</translation>
    </message>
    <message>
        <source>more first tokens that are tried</source>
        <translation>尝试更多的首词元</translation>
    </message>
    <message>
        <source>adds up how sure the paths to one answer are</source>
        <translation>把通向同一答案的各路径的把握相加</translation>
    </message>
    <message>
        <source>samples until the leading answer is surely ahead</source>
        <translation>一直采样，直到领先的答案确实领先</translation>
    </message>
    <message>
        <source>samples that are drawn before it is asked again whether they are enough</source>
        <translation>再次判断样本是否足够之前要抽取的样本数</translation>
    </message>
    <message>
        <source>surer of the leading answer before it stops, more samples</source>
        <translation>停止前对领先答案更有把握，样本更多</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>samples in windows until all of one agree</source>
        <translation>按窗口采样，直到一个窗口内全部一致</translation>
    </message>
    <message>
        <source>samples until those that are missing cannot change the vote</source>
        <translation>一直采样，直到余下的样本不能改变投票结果</translation>
    </message>
    <message>
        <source>several answers that grow apart from each other, each by its best steps</source>
        <translation>多个答案各自独立生长，每个都沿最好的步骤前进</translation>
    </message>
    <message>
        <source>more answers that are begun apart from each other</source>
        <translation>更多各自独立开始的答案</translation>
    </message>
    <message>
        <source>more steps that are tried in every subtree</source>
        <translation>每棵子树中尝试更多步骤</translation>
    </message>
    <message>
        <source>how the answers that were found become one</source>
        <translation>如何从找到的答案中得出一个</translation>
    </message>
    <message>
        <source>subtrees</source>
        <translation>子树</translation>
    </message>
    <message>
        <source>beams whose steps are worth what is reached behind them</source>
        <translation>束搜索，一步的价值取决于其后能到达什么</translation>
    </message>
    <message>
        <source>looks further ahead before a step is scored</source>
        <translation>给一步打分之前向前看得更远</translation>
    </message>
    <message>
        <source>a tree of steps by UCT, whose rewards add up along the way</source>
        <translation>按 UCT 展开的步骤树，奖励沿途累加</translation>
    </message>
    <message>
        <source>a larger tree, more tokens</source>
        <translation>树更大，词元更多</translation>
    </message>
    <message>
        <source>more steps that are tried behind every leaf</source>
        <translation>每个叶节点之后尝试更多步骤</translation>
    </message>
    <message>
        <source>goes to nodes that were seldom visited rather than to good ones</source>
        <translation>更偏向访问次数少的节点，而不是好的节点</translation>
    </message>
    <message>
        <source>greedy steps that are written behind a leaf to judge it; 0: none</source>
        <translation>为评判叶节点而在其后贪心写出的步数；0 表示不写</translation>
    </message>
    <message>
        <source>weight of what a rollout reaches; the rest is the leaf&apos;s own score</source>
        <translation>推演所到之处的权重；其余为叶节点自身的分数</translation>
    </message>
    <message>
        <source>stops when a whole answer has this value; 1: only with a perfect one</source>
        <translation>有完整答案达到此值时停止；1 表示只有满分才停</translation>
    </message>
    <message>
        <source>simulations</source>
        <translation>次模拟</translation>
    </message>
    <message>
        <source>a tree of steps by PUCT, led by how likely they are</source>
        <translation>按 PUCT 展开的步骤树，由步骤的概率引导</translation>
    </message>
    <message>
        <source>a tree of steps whose leaves are judged by short rollouts</source>
        <translation>用短推演评判叶节点的步骤树</translation>
    </message>
    <message>
        <source>a tree of several kinds of steps, whose leaves are judged by agreement</source>
        <translation>由多种步骤组成的树，按答案的一致程度评判叶节点</translation>
    </message>
    <message>
        <source>texts behind each of which a step is tried, too</source>
        <translation>在这些文本之后也各尝试一步</translation>
    </message>
    <message>
        <source>particles that grow by steps and are drawn again by their scores</source>
        <translation>逐步生长的粒子，按分数重新抽取</translation>
    </message>
    <message>
        <source>more answers that grow side by side</source>
        <translation>更多并排生长的答案</translation>
    </message>
    <message>
        <source>keeps particles with low scores alive, too</source>
        <translation>让低分的粒子也能存活</translation>
    </message>
    <message>
        <source>particles</source>
        <translation>粒子</translation>
    </message>
    <message>
        <source>a level of samples shared out among beginnings by their scores</source>
        <translation>按分数把一层的样本分配给各个开头</translation>
    </message>
    <message>
        <source>more steps that are tried on every level</source>
        <translation>每一层尝试更多步骤</translation>
    </message>
    <message>
        <source>shares the samples more evenly among good and bad beginnings</source>
        <translation>在好坏开头之间更平均地分配样本</translation>
    </message>
    <message>
        <source>thoughts that are made longer or shorter than the model would have them</source>
        <translation>让思考比模型自己想的更长或更短</translation>
    </message>
    <message>
        <source>longer thoughts before they are ended</source>
        <translation>思考可以更长才被结束</translation>
    </message>
    <message>
        <source>how often an end of the thoughts is taken back</source>
        <translation>思考的结束被收回多少次</translation>
    </message>
    <message>
        <source>what stands there instead</source>
        <translation>取而代之的文本</translation>
    </message>
    <message>
        <source>with what the model ends its thoughts; empty: with the answer&apos;s end</source>
        <translation>模型用什么结束思考；留空则为答案的结尾</translation>
    </message>
    <message>
        <source>what asks for the answer behind the thoughts</source>
        <translation>思考之后用什么要求给出答案</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次</translation>
    </message>
    <message>
        <source>thoughts that end as soon as an answer tried between them is sure</source>
        <translation>思考中途试答，一旦有把握就结束</translation>
    </message>
    <message>
        <source>surer answers before it stops, longer thoughts</source>
        <translation>停止前答案更有把握，思考更长</translation>
    </message>
    <message>
        <source>text at which the thoughts turn, where an answer is tried</source>
        <translation>思考转折处的文本，在那里试答</translation>
    </message>
    <message>
        <source>one greedy answer, and more samples only where it is unsure</source>
        <translation>先给一个贪心答案，没有把握时才增加样本</translation>
    </message>
    <message>
        <source>samples that are drawn where the greedy answer is unsure</source>
        <translation>贪心答案没有把握时抽取的样本数</translation>
    </message>
    <message>
        <source>likelier tokens of the greedy answer before it stands alone</source>
        <translation>贪心答案的词元概率更高，才能单独成立</translation>
    </message>
    <message>
        <source>share of the samples that must agree before no more are drawn</source>
        <translation>多大比例的样本一致后不再抽取</translation>
    </message>
    <message>
        <source>attempts one behind the other, each of which sees those before it</source>
        <translation>依次尝试，每次都能看到之前的尝试</translation>
    </message>
    <message>
        <source>more attempts behind the first</source>
        <translation>第一次之后更多的尝试</translation>
    </message>
    <message>
        <source>earlier attempts that the next one is shown</source>
        <translation>展示给下一次的先前尝试数</translation>
    </message>
    <message>
        <source>what asks for another attempt behind the earlier ones</source>
        <translation>在先前的尝试之后用什么要求再试一次</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>次尝试</translation>
    </message>
    <message>
        <source>answers that the model itself criticises and writes anew</source>
        <translation>由模型自己批评并重写的答案</translation>
    </message>
    <message>
        <source>more answers, each better than the last by the model&apos;s own word</source>
        <translation>更多答案，每个都由模型自称比上一个更好</translation>
    </message>
    <message>
        <source>what asks the model for what is wrong with its answer</source>
        <translation>用什么询问模型其答案错在哪里</translation>
    </message>
    <message>
        <source>longer feedback before it is cut off</source>
        <translation>反馈可以更长才被截断</translation>
    </message>
    <message>
        <source>what asks for the next answer behind the feedback</source>
        <translation>反馈之后用什么要求给出下一个答案</translation>
    </message>
    <message>
        <source>text of a feedback that finds nothing wrong; empty: all attempts are made</source>
        <translation>反馈中表示没有错误的文本；留空则做完所有尝试</translation>
    </message>
    <message>
        <source>samples that are stopped where the model grows unsure</source>
        <translation>模型变得没有把握时就停止的样本</translation>
    </message>
    <message>
        <source>whole samples that set the threshold; they vote, too</source>
        <translation>用来确定阈值的完整样本；它们也参加投票</translation>
    </message>
    <message>
        <source>share of the whole samples that are as sure as a sample must be to go on</source>
        <translation>样本要继续，其把握须达到多大比例的完整样本的水平</translation>
    </message>
    <message>
        <source>longer stretches over which confidence is averaged</source>
        <translation>在更长的片段上平均把握</translation>
    </message>
    <message>
        <source>thoughts that the model itself judges, level by level or the best first</source>
        <translation>由模型自己评判的思路，逐层展开或最好的优先</translation>
    </message>
    <message>
        <source>level by level, or behind the best thought first</source>
        <translation>逐层展开，或先沿最好的思路深入</translation>
    </message>
    <message>
        <source>thoughts one by one, or as the lines of one proposal</source>
        <translation>逐个产生思路，或取一次提议中的各行</translation>
    </message>
    <message>
        <source>opinions on each thought, votes among them, or the scorer</source>
        <translation>对每个思路的看法、在思路之间投票，或用打分器</translation>
    </message>
    <message>
        <source>more thoughts behind every node</source>
        <translation>每个节点之后更多的思路</translation>
    </message>
    <message>
        <source>more thoughts that are kept on a level, in bfs</source>
        <translation>bfs 中每层保留更多思路</translation>
    </message>
    <message>
        <source>more opinions on a thought, or votes</source>
        <translation>对一个思路的更多看法，或更多票</translation>
    </message>
    <message>
        <source>longer opinions before they are cut off</source>
        <translation>看法可以更长才被截断</translation>
    </message>
    <message>
        <source>gives up thoughts that are worth less, in dfs</source>
        <translation>dfs 中放弃价值更低的思路</translation>
    </message>
    <message>
        <source>more thoughts behind which dfs looks</source>
        <translation>dfs 查看更多思路之后的内容</translation>
    </message>
    <message>
        <source>what asks for a proposal</source>
        <translation>用什么要求提议</translation>
    </message>
    <message>
        <source>what asks for an opinion on a thought</source>
        <translation>用什么询问对一个思路的看法</translation>
    </message>
    <message>
        <source>what asks for a vote behind the numbered thoughts</source>
        <translation>在编号的思路之后用什么要求投票</translation>
    </message>
    <message>
        <source>thoughts</source>
        <translation>思路</translation>
    </message>
    <message>
        <source>From plain text, to make a model of your own or to carry a base model on over new text.</source>
        <translation>只有纯文本时：训练自己的模型，或让基座模型在新文本上继续学习。</translation>
    </message>
    <message>
        <source>Once the held-out loss rises while the loss still falls, the text is being learnt by heart.</source>
        <translation>一旦留出损失上升而训练损失仍下降，模型就在死记文本。</translation>
    </message>
    <message>
        <source>First, wherever good answers are at hand: it teaches format and manner before preferences or rewards do more.</source>
        <translation>凡有好的回答时，先用它：在用偏好或奖励之前，它教会格式与作答方式。</translation>
    </message>
    <message>
        <source>Few rows are soon known by heart: hold some out, and stop where their loss rises again.</source>
        <translation>行数少时很快会被背下：请留出一些，并在其损失回升处停止。</translation>
    </message>
    <message>
        <source>With pairs of a better and a worse answer, behind a fine-tuning on answers like these.</source>
        <translation>有一好一差的回答对，并接在用类似回答做的微调之后。</translation>
    </message>
    <message>
        <source>Both answers may grow less likely while the margin rises: watch logps/chosen, and take a tenth of a fine-tuning&apos;s learning rate or less.</source>
        <translation>间隔上升时两个回答都可能变得更不可能：请关注 logps/chosen，学习率取微调的十分之一或更低。</translation>
    </message>
    <message>
        <source>Where a rule or a model scores answers, and some of the policy&apos;s own are right already.</source>
        <translation>由规则或模型给回答打分，且策略自己的回答已有一些正确时。</translation>
    </message>
    <message>
        <source>A group whose completions all earn the same teaches nothing: watch frac_reward_zero_std, and length and KL beside the reward.</source>
        <translation>补全得分全都相同的组什么也教不了：请关注 frac_reward_zero_std，并在奖励之外留意长度与 KL。</translation>
    </message>
    <message>
        <source>With pairs, without room for a reference, and where long answers shall not win by their length.</source>
        <translation>有回答对、放不下参考模型，且长回答不应因长度取胜时。</translation>
    </message>
    <message>
        <source>Nothing holds the policy to where it began: a learning rate that is a little too high, or too many steps, spoil it.</source>
        <translation>没有什么把策略拉住在起点：学习率稍高或步数过多都会毁掉它。</translation>
    </message>
    <message>
        <source>With pairs whose chosen answers are worth imitating too, as translations, and without a reference.</source>
        <translation>有回答对且选中的回答本身值得模仿（如翻译），不用参考模型。</translation>
    </message>
    <message>
        <source>Without the likelihood (cpo_alpha 0) nothing keeps the chosen answers likely.</source>
        <translation>没有似然项（cpo_alpha 为 0）时，没有什么能让选中的回答保持可能。</translation>
    </message>
    <message>
        <source>To learn format and preference at once, from a base model and without a reference.</source>
        <translation>从基座模型同时学习格式与偏好，不用参考模型。</translation>
    </message>
    <message>
        <source>The likelihood does most of the work: chosen answers that are not worth imitating are imitated.</source>
        <translation>主要是似然在起作用：不值得模仿的选中回答也会被模仿。</translation>
    </message>
    <message>
        <source>With single answers that are marked good or bad, as thumbs up and down are, and no pairs.</source>
        <translation>有标为好或差的单个回答（如点赞与点踩），没有成对的回答。</translation>
    </message>
    <message>
        <source>Both kinds should weigh about the same: set desirable_weight and undesirable_weight where one is rare. Batches need two rows or more.</source>
        <translation>两类的总权重应大致相当：一类很少时请设置 desirable_weight 与 undesirable_weight。每批需要两行或更多。</translation>
    </message>
    <message>
        <source>To score answers that no rule can check: to choose among samples, or as the reward of a training.</source>
        <translation>给没有规则可检查的回答打分：在样本中挑选，或作为训练的奖励。</translation>
    </message>
    <message>
        <source>It may learn that longer is better, and what trains on it is no better than it is: look at its accuracy on held-out pairs.</source>
        <translation>它可能学成“越长越好”，而用它训练的模型不会比它更好：请看它在留出对上的准确率。</translation>
    </message>
    <message>
        <source>Where each step of a solution can be judged: to search step by step, and to find the first error.</source>
        <translation>解答的每一步都可判断时：用于逐步搜索，以及找出第一处错误。</translation>
    </message>
    <message>
        <source>Most steps are right, so that accuracy flatters: watch accuracy/wrong.</source>
        <translation>多数步骤是对的，因此准确率会显得好看：请关注 accuracy/wrong。</translation>
    </message>
    <message>
        <source>With scored answers, each compared with the others of its prompt, whole and without a scale.</source>
        <translation>有打过分的回答，每个与同一提示的其他回答整体比较，不做缩放。</translation>
    </message>
    <message>
        <source>Few completions of a prompt make a baseline of noise: take four or more.</source>
        <translation>同一提示的补全太少时，基线就是噪声：请取四个或更多。</translation>
    </message>
    <message>
        <source>Where each token is to be credited by itself, and memory allows a network of values.</source>
        <translation>需要逐个词元分配功劳，且内存放得下价值网络时。</translation>
    </message>
    <message>
        <source>Values that do not fit mislead the policy: watch loss/value_avg, and objective/kl, which runs away first.</source>
        <translation>不准的价值会误导策略：请关注 loss/value_avg，以及最先失控的 objective/kl。</translation>
    </message>
    <message>
        <source>With scored answers where a network of values costs too much, also with one answer a prompt.</source>
        <translation>有打过分的回答而价值网络太贵时，每个提示一个回答也可以。</translation>
    </message>
    <message>
        <source>Advantages are scaled over the batch: a small one makes them noise.</source>
        <translation>优势在整批上缩放：批太小时它们就是噪声。</translation>
    </message>
    <message>
        <source>With scored answers, one a prompt: it is compared with the policy&apos;s likeliest one.</source>
        <translation>有打过分的回答，每个提示一个：与策略最可能的回答比较。</translation>
    </message>
    <message>
        <source>Each prompt costs a second completion, and where both earn the same nothing is learnt.</source>
        <translation>每个提示要多生成一个补全；两者得分相同时什么也学不到。</translation>
    </message>
    <message>
        <source>To study or to compare: the plainest policy gradient.</source>
        <translation>用于研究或对照：最朴素的策略梯度。</translation>
    </message>
    <message>
        <source>Nothing bounds a step: take a low learning rate and large batches.</source>
        <translation>没有什么限制一步的大小：请取低学习率与大批次。</translation>
    </message>
    <message>
        <source>With a larger model of the same vocabulary, for a student that shall learn from its own mistakes.</source>
        <translation>有同一词表的更大模型，且学生应从自己的错误中学习时。</translation>
    </message>
    <message>
        <source>A weak student&apos;s own texts are poor: begin behind a fine-tuning, or with a small lmbda.</source>
        <translation>弱学生自己写的文本很差：请先做微调，或取较小的 lmbda。</translation>
    </message>
    <message>
        <source>With a larger model of the same vocabulary and texts that are worth copying token by token.</source>
        <translation>有同一词表的更大模型，以及值得逐词元照学的文本。</translation>
    </message>
    <message>
        <source>Both models are in memory, and where they disagree about how tokens are cut nothing can be compared.</source>
        <translation>两个模型都在内存中；两者的分词不一致时无从比较。</translation>
    </message>
    <message>
        <source>Where a reward can tell the better of two fresh answers: the pairs stay those of the policy as it is.</source>
        <translation>奖励能分辨两个新写的回答孰好时：回答对始终来自当前的策略。</translation>
    </message>
    <message>
        <source>A reward is exploited as soon as it can be: watch the length of the answers and the canary.</source>
        <translation>奖励一旦能被钻空子就会被钻：请关注回答长度与金丝雀。</translation>
    </message>
    <message>
        <source>For a new skill from demonstrations that shall cost few old ones.</source>
        <translation>从示范学习新技能，而尽量少损失旧技能。</translation>
    </message>
    <message>
        <source>A model that cannot make use of a demonstration it is shown teaches itself its own mistakes.</source>
        <translation>不会利用所见示范的模型，教给自己的是自己的错误。</translation>
    </message>
    <message>
        <source>Where successes are rare, or a wrong answer comes with words about it: one of them teaches every token.</source>
        <translation>成功很少，或错误回答带有评语时：其中一个就能教到每个词元。</translation>
    </message>
    <message>
        <source>Without a success and without feedback nothing is learnt: watch self_distillation/reprompt_sample_fraction.</source>
        <translation>没有成功也没有反馈时什么也学不到：请关注 self_distillation/reprompt_sample_fraction。</translation>
    </message>
    <message>
        <source>With worked solutions, for a model that solves more when it sees them.</source>
        <translation>有完整解答，且模型看到解答后能解出更多题时。</translation>
    </message>
    <message>
        <source>A model that thinks before it answers may lose by it: compare its answers to held-out problems.</source>
        <translation>先思考再作答的模型可能因此变差：请比较它对留出题目的回答。</translation>
    </message>
    <message>
        <source>Without teacher, reward and labels, to take unlikely words out of a model&apos;s own writing.</source>
        <translation>没有教师、奖励与标注，想从模型自己的文字中去掉不太可能的词时。</translation>
    </message>
    <message>
        <source>It makes the model surer of what it believes, also where that is wrong: watch the entropy.</source>
        <translation>它让模型对已有的判断更有把握，错的也一样：请关注熵。</translation>
    </message>
    <message>
        <source>With stored solutions of many steps, good and bad ones, and no time to sample: each token gets its credit.</source>
        <translation>有存好的多步解答，有对有错，且没有时间采样：每个词元得到自己的功劳。</translation>
    </message>
    <message>
        <source>Where all answers are of one kind values have nothing to tell apart.</source>
        <translation>回答全属一类时，价值没有什么可区分。</translation>
    </message>
    <message>
        <source>With scored answers, where no step shall move the policy further than a set KL.</source>
        <translation>有打过分的回答，且任何一步都不应使策略偏离超过设定的 KL 时。</translation>
    </message>
    <message>
        <source>Each step costs many passes over its batch, and small batches give a poor direction.</source>
        <translation>每一步要对该批做很多遍计算，而小批给出的方向很差。</translation>
    </message>
    <message>
        <source>opinions</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>keeps only right samples; off, all that ended by themselves, as a student needs</source>
        <translation>只保留正确的样本；关闭时保留所有自行结束的样本，供学生学习</translation>
    </message>
    <message>
        <source>what the model may call</source>
        <translation>模型可以调用的工具</translation>
    </message>
    <message>
        <source>more calls before the answer must stand</source>
        <translation>在必须给出答案之前可以多调用几次</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>worked problems in front of the problem, which show how tools are called</source>
        <translation>放在题目之前的例题，展示如何调用工具</translation>
    </message>
    <message>
        <source>behind which an action stands: calculator[12*7]</source>
        <translation>其后是一个动作：calculator[12*7]</translation>
    </message>
    <message>
        <source>behind which the tool writes what comes of it</source>
        <translation>其后由工具写出结果</translation>
    </message>
    <message>
        <source>the name of the action that ends the answer</source>
        <translation>结束答案的动作名称</translation>
    </message>
    <message>
        <source>thoughts and calls of tools in turn, until the answer stands</source>
        <translation>思考与工具调用交替进行，直到得出答案</translation>
    </message>
    <message>
        <source>more answers of a round, more variety</source>
        <translation>每轮答案更多，也更多样</translation>
    </message>
    <message>
        <source>more answers that are shown at once; as many as there are at most</source>
        <translation>一次展示更多答案；最多为现有的全部</translation>
    </message>
    <message>
        <source>more rounds in which answers are made of others</source>
        <translation>由已有答案合成新答案的轮数更多</translation>
    </message>
    <message>
        <source>stands before each answer that is shown</source>
        <translation>放在每个展示的答案之前</translation>
    </message>
    <message>
        <source>what asks for a better answer behind them</source>
        <translation>在其后用什么请求更好的答案</translation>
    </message>
    <message>
        <source>answers that the model makes of several of its own, round by round</source>
        <translation>模型逐轮用自己的多个答案合成的答案</translation>
    </message>
    <message>
        <source>more answers that are compared at once</source>
        <translation>一次比较更多答案</translation>
    </message>
    <message>
        <source>longer comparisons before they are cut off</source>
        <translation>比较可以更长才被截断</translation>
    </message>
    <message>
        <source>stands before the number of each answer that is shown</source>
        <translation>放在每个展示答案的编号之前</translation>
    </message>
    <message>
        <source>what asks for the number of the best one</source>
        <translation>用什么询问最佳答案的编号</translation>
    </message>
    <message>
        <source>many samples, of which the model itself names the best</source>
        <translation>多个样本，由模型自己指出最好的一个</translation>
    </message>
    <message>
        <source>more answers that are made, wider or deeper</source>
        <translation>生成更多答案，更宽或更深</translation>
    </message>
    <message>
        <source>trusts scores less: a Beta distribution with this and this stands before them</source>
        <translation>更少信任分数：以此值为两个参数的 Beta 分布作为先验</translation>
    </message>
    <message>
        <source>what an answer is worth</source>
        <translation>一个答案的价值</translation>
    </message>
    <message>
        <source>how the answers become one</source>
        <translation>多个答案如何合为一个</translation>
    </message>
    <message>
        <source>what asks for the next answer behind the one to refine</source>
        <translation>在待改进的答案之后用什么请求下一个答案</translation>
    </message>
    <message>
        <source>one more answer, or a better one of those there are, as their scores have it</source>
        <translation>根据分数决定再写一个答案，还是改进已有的答案</translation>
    </message>
    <message>
        <source>more tokens that are guessed for a pass; 0: none</source>
        <translation>每次前向猜测更多词元；0：不猜测</translation>
    </message>
    <message>
        <source>more last tokens that must stand alike earlier in the text</source>
        <translation>前文中必须相同的末尾词元更多</translation>
    </message>
    <message>
        <source>one sample, several tokens of which are read in one pass</source>
        <translation>一个样本，一次前向读取其中的多个词元</translation>
    </message>
    <message>
        <source>more passages that are shown</source>
        <translation>展示更多段落</translation>
    </message>
    <message>
        <source>passages</source>
        <translation>个段落</translation>
    </message>
    <message>
        <source>stands before the passages</source>
        <translation>放在段落之前</translation>
    </message>
    <message>
        <source>stands behind them, and asks for the answer</source>
        <translation>放在段落之后，请求答案</translation>
    </message>
    <message>
        <source>one answer behind the passages of documents that fit the question</source>
        <translation>一个答案，写在与问题相符的文档段落之后</translation>
    </message>
    <message>
        <source>the texts in which passages are found</source>
        <translation>从中查找段落的文本</translation>
    </message>
    <message>
        <source>what stands between &lt;&lt; and = is computed exactly, in the place of the model, as GSM8K has it</source>
        <translation>&lt;&lt; 与 = 之间的算式由计算器代替模型精确算出，与 GSM8K 的约定相同</translation>
    </message>
    <message>
        <source>the reward model that scores, where the scorer is process_reward or reward_model</source>
        <translation>评分器为 process_reward 或 reward_model 时负责评分的奖励模型</translation>
    </message>
    <message>
        <source>a smaller model of the same tokens that guesses; without it what stood earlier in the text is guessed</source>
        <translation>词元相同、负责猜测的较小模型；没有它时，猜测的是文本中先前出现过的内容</translation>
    </message>
    <message>
        <source>more solved problems that stand before each</source>
        <translation>每道题前放置更多已解出的题目</translation>
    </message>
    <message>
        <source>stands behind every solved problem</source>
        <translation>放在每道已解题目之后</translation>
    </message>
    <message>
        <source>one answer behind problems like it that the model solved before</source>
        <translation>在模型以前解出的相似题目之后作答一次</translation>
    </message>
    <message>
        <source>problems that the model solved itself, as a stage keeps right samples</source>
        <translation>模型自己解出的题目，例如由保留正确样本的阶段留下</translation>
    </message>
    <message>
        <source>as many samples as the agreement of the first ones says, by a fitted policy</source>
        <translation>按拟合的策略，由最初样本的一致程度决定样本数</translation>
    </message>
    <message>
        <source>how many samples a problem is worth, as the stage allocate fits it</source>
        <translation>一道题值得多少样本，由 allocate 阶段拟合</translation>
    </message>
    <message>
        <source>how much is drawn</source>
        <translation>抽取多少</translation>
    </message>
    <message>
        <source>samples of every problem that tell how hard it is</source>
        <translation>每道题用来判断难度的样本数</translation>
    </message>
    <message>
        <source>the policy may spend as many tokens in the mean as so many samples of every problem take</source>
        <translation>策略平均可花费的词元数，与每题抽取这么多样本相同</translation>
    </message>
    <message>
        <source>more samples of a hard problem</source>
        <translation>难题抽取更多样本</translation>
    </message>
    <message>
        <source>graded samples of problems that no arm is measured on</source>
        <translation>已评判的样本，其题目不用于任何实验组的测量</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>个示例</translation>
    </message>
    <message>
        <source>items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>more items, but of fewer different prompts</source>
        <translation>条目更多，但不同的提示更少</translation>
    </message>
    <message>
        <source>more answers are judged at one go; 0 takes what is usual for the kind</source>
        <translation>一次判断更多回答；0 取该类型的常用数量</translation>
    </message>
    <message>
        <source>a random part of the items; 0 takes all</source>
        <translation>随机取一部分条目；0 取全部</translation>
    </message>
    <message>
        <source>tells how consistent a person is, at the price of that much more work</source>
        <translation>说明一个人前后是否一致，代价是相应的更多工作</translation>
    </message>
    <message>
        <source>another one draws other items and other orders</source>
        <translation>换一个会抽出别的条目和别的顺序</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>对</translation>
    </message>
    <message>
        <source>more pairs, but of fewer different prompts</source>
        <translation>更多的对，但来自更少的不同提示</translation>
    </message>
    <message>
        <source>share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>for rubric among reward_funcs: the file of its criteria, [[principle]] tables with text, weight and check</source>
        <translation>reward_funcs 中的 rubric 所用：列出其准则的文件，即带有 text、weight 和 check 的 [[principle]] 表</translation>
    </message>
    <message>
        <source>criteria without a check are asked of the input judge</source>
        <translation>没有检查的准则由输入 judge 判断</translation>
    </message>
    <message>
        <source>what it asks of each answer; {prompt}, {answer} and {criterion} stand in it</source>
        <translation>对每个回答提出的问题；其中含有 {prompt}、{answer} 和 {criterion}</translation>
    </message>
    <message>
        <source>for judge and rubric among reward_funcs, a model that is asked what an answer is</source>
        <translation>reward_funcs 中的 judge 和 rubric 所用：被询问回答如何的模型</translation>
    </message>
    <message>
        <source>lets it say why before it answers; the samples show the reasons, and they count as sampled tokens</source>
        <translation>允许其在作答前说明理由；样本会显示理由，理由计入采样词元</translation>
    </message>
    <message>
        <source>what stands between its reason and its answer</source>
        <translation>理由与回答之间的文字</translation>
    </message>
    <message>
        <source>tokens that the step learnt from, by the time that it took</source>
        <translation>此步所学的词元数除以所用的时间</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>the most memory that the run&apos;s process has held so far</source>
        <translation>运行的进程到目前为止占用的最大内存</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>draws other prompts in place of those whose completions all earn the same, which teach nothing (DAPO&apos;s dynamic sampling); what is dropped counts as sampled</source>
        <translation>以其他提示替换补全得分全都相同、学不到东西的提示（DAPO 的动态采样）；被丢弃的计入采样</translation>
    </message>
    <message>
        <source>how often filter_groups draws for a step at most, the first time included; a step then learns from those that it has</source>
        <translation>filter_groups 每步最多抽取几次，含第一次；此后该步从已有的提示学习</translation>
    </message>
    <message>
        <source>rewards: correct, faithful, steps, step_check, format, think_format, concise, soft_overlong_punishment, judge, rubric for the file constitution, reward_model for the input reward, or process_reward for the input of this name</source>
        <translation>奖励：correct、faithful、steps、step_check、format、think_format、concise、soft_overlong_punishment、judge、用于文件 constitution 的 rubric、用于输入 reward 的 reward_model，或用于同名输入的 process_reward</translation>
    </message>
    <message>
        <source>for soft_overlong_punishment among reward_funcs: over so many tokens before the greatest length it falls from 0 to -1; 0 takes a fifth of that length, as DAPO</source>
        <translation>用于 reward_funcs 中的 soft_overlong_punishment：在最大长度之前的这么多词元内，它从 0 降到 -1；0 取该长度的五分之一，同 DAPO</translation>
    </message>
    <message>
        <source>how process_reward makes one number of the scores of the steps of a completion</source>
        <translation>process_reward 如何把补全各步骤的分数合成一个数</translation>
    </message>
    <message>
        <source>where process_reward is paid: at the end of a completion, as one number; or at the end of each step, as it is (sum), which a policy can exploit by writing more steps, or so that all steps together earn what the worst one is worth (min, PURE)</source>
        <translation>process_reward 在何处给付：在补全末尾作为一个数；或在每步末尾原样给付（sum，策略可靠多写步骤加以利用），或使所有步骤合计只得最差一步的价值（min，PURE）</translation>
    </message>
    <message>
        <source>a model that scores steps, for process_reward among reward_funcs</source>
        <translation>为步骤评分的模型，用于 reward_funcs 中的 process_reward</translation>
    </message>
    <message>
        <source>weighs what was drawn by its probability with what trains over that with what drew it, which differ by rounding, and in bf16 by more</source>
        <translation>按训练端概率与采样端概率之比给采样内容加权；两者因舍入而不同，在 bf16 下差别更大</translation>
    </message>
    <message>
        <source>whether the weight is that of a token or of its whole completion, and beyond its bounds is put to them or leaves it out; token_mask with both bounds is IcePop</source>
        <translation>权重取自词元还是整个补全，以及超出界限时截到界限还是略去；带两个界限的 token_mask 即 IcePop</translation>
    </message>
    <message>
        <source>the largest such weight; 0: no bound</source>
        <translation>此类权重的上限；0：无界限</translation>
    </message>
    <message>
        <source>the smallest; 0: no bound</source>
        <translation>下限；0：无界限</translation>
    </message>
    <message>
        <source>how far log-probs of the same tokens differ between what draws and what trains, by their arithmetic</source>
        <translation>同样的词元，采样端与训练端因运算方式不同，其对数概率相差多少</translation>
    </message>
    <message>
        <source>the token on which the two differ most</source>
        <translation>两者相差最大的词元</translation>
    </message>
    <message>
        <source>smallest probability with what trains over what drew</source>
        <translation>训练端概率与采样端概率之比的最小值</translation>
    </message>
    <message>
        <source>mean probability with what trains over what drew</source>
        <translation>训练端概率与采样端概率之比的均值</translation>
    </message>
    <message>
        <source>largest probability with what trains over what drew</source>
        <translation>训练端概率与采样端概率之比的最大值</translation>
    </message>
    <message>
        <source>share of the drawn prompts that are kept, as their completions earn differently; with filter_groups alone</source>
        <translation>因补全得分有差异而保留的提示所占份额；仅在使用 filter_groups 时</translation>
    </message>
    <message>
        <source>how often prompts were drawn for a step; with filter_groups alone</source>
        <translation>训练端与采样端概率之比的最小值</translation>
    </message>
    <message>
        <source>draws</source>
        <translation>次抽取</translation>
    </message>
    <message>
        <source>longer answers, with their prompt, are left out</source>
        <translation>连同提示过长的回答会被略去</translation>
    </message>
    <message>
        <source>share of answers that are told right from wrong</source>
        <translation>正确与错误判断无误的回答所占份额</translation>
    </message>
    <message>
        <source>0.693 where no answer is told from another</source>
        <translation>分不清任何回答时为 0.693</translation>
    </message>
    <message>
        <source>share of right answers that pass</source>
        <translation>正确回答中通过的份额</translation>
    </message>
    <message>
        <source>share of wrong answers that are found</source>
        <translation>错误回答中被发现的份额</translation>
    </message>
    <message>
        <source>how much surer it is, in the mean, than it is right</source>
        <translation>平均而言，其确信程度超出其正确率多少</translation>
    </message>
    <message>
        <source>mean square of what its probability is off by</source>
        <translation>其概率偏差的均方</translation>
    </message>
    <message>
        <source>share of answers that are right: what always saying so would reach</source>
        <translation>正确回答的份额：总说正确可达到的水平</translation>
    </message>
    <message>
        <source>Outcome reward model: how likely an answer is right, learnt from answers marked right or wrong</source>
        <translation>结果奖励模型：由标为正确或错误的回答学习某个回答正确的可能性</translation>
    </message>
    <message>
        <source>With answers that are marked right or wrong, as a grader leaves them: σ of the score is how likely one is right.</source>
        <translation>适用于标为正确或错误的回答，例如评分器给出的：分数的 σ 即回答正确的可能性。</translation>
    </message>
    <message>
        <source>Where nearly all answers are right, or wrong, accuracy flatters: watch accuracy/wrong, and overconfidence before scores are read as probabilities.</source>
        <translation>几乎所有回答都正确或都错误时，准确率会显得过好：请留意 accuracy/wrong，并在把分数当作概率之前查看 overconfidence。</translation>
    </message>
    <message>
        <source>how much surer of a pair it is, in the mean, than it is right: its scores read as odds</source>
        <translation>平均而言，其对一对回答的确信程度超出其正确率多少：将其分数读作胜算</translation>
    </message>
    <message>
        <source>generalized_jsd by beta; symmetric_kl is forward and reverse KL together, by sym_kd_ratio</source>
        <translation>generalized_jsd 由 beta 决定；symmetric_kl 按 sym_kd_ratio 合并前向与反向 KL</translation>
    </message>
    <message>
        <source>share of the forward KL in symmetric_kl</source>
        <translation>symmetric_kl 中前向 KL 的份额</translation>
    </message>
    <message>
        <source>share of the divergence in the loss; the rest is the cross-entropy of the tokens themselves</source>
        <translation>散度在损失中的份额；其余是词元自身的交叉熵</translation>
    </message>
    <message>
        <source>who scores the samples, for a filter that keeps the best of them</source>
        <translation>由谁给样本评分，供保留最佳者的筛选使用</translation>
    </message>
    <message>
        <source>what is asked instead of the prompt, with {prompt} and {reference} in it; the rows keep the prompt</source>
        <translation>代替提示所问的内容，含 {prompt} 与 {reference}；数据行保留原提示</translation>
    </message>
    <message>
        <source>samples of such problems: those that have a right one there are not asked again</source>
        <translation>此类题目的样本：其中已有正确样本的题目不再提问</translation>
    </message>
    <message>
        <source>steps: of chains that compute the same in other words only one is kept</source>
        <translation>steps：用不同措辞作相同计算的推理链只保留一个</translation>
    </message>
    <message>
        <source>which of a prompt: the first ones, or those of the highest scores (best of n)</source>
        <translation>每个提示保留哪些：最先的，或分数最高的（best of n）</translation>
    </message>
    <message>
        <source>which pairs come first; misranked: only those whose wrong answer the scorer of the samples prefers, for a reward model to learn from</source>
        <translation>哪些配对优先；misranked：只取样本评分器更偏好错误回答的配对，供奖励模型学习</translation>
    </message>
    <message>
        <source>the names by which a plan calls the experts, in the order of the inputs; name=server asks a remote model, and one without a model is the model itself</source>
        <translation>计划中称呼各专家的名字，按输入的顺序；名字=服务器 会询问远程模型，没有模型的专家就是模型自己</translation>
    </message>
    <message>
        <source>whom the plan names, or anybody, as a control</source>
        <translation>询问计划点名的专家，或作为对照随机询问任意一位</translation>
    </message>
    <message>
        <source>sub-questions all at once, or one after another with what was found before</source>
        <translation>子问题同时提出，或依次提出并附上此前的结果</translation>
    </message>
    <message>
        <source>more sub-questions that are asked</source>
        <translation>提出的子问题更多</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>longer plans before they are cut off</source>
        <translation>计划在被截断前可以更长</translation>
    </message>
    <message>
        <source>longer answers to sub-questions before they are cut off</source>
        <translation>子问题的回答在被截断前可以更长</translation>
    </message>
    <message>
        <source>what asks for the sub-questions</source>
        <translation>请求列出子问题的文字</translation>
    </message>
    <message>
        <source>stands behind every sub-question that is asked</source>
        <translation>放在每个子问题之后</translation>
    </message>
    <message>
        <source>stands before what the experts found</source>
        <translation>放在专家的结果之前</translation>
    </message>
    <message>
        <source>stands behind it, and asks for the answer</source>
        <translation>放在其后，并请求给出答案</translation>
    </message>
    <message>
        <source>worked problems in front of the problem, which show what a plan is</source>
        <translation>放在题目之前的例题，示范什么是计划</translation>
    </message>
    <message>
        <source>sub-questions of a plan, each to the expert for it, and then one answer</source>
        <translation>计划中的子问题各交给相应的专家，然后给出一个回答</translation>
    </message>
    <message>
        <source>a model of the same tokens that answers the sub-questions of its name</source>
        <translation>词元相同的模型，回答以它为名的子问题</translation>
    </message>
    <message>
        <source>passages that fit by their words, by the model&apos;s hidden states, or by both</source>
        <translation>按词语、按模型的隐藏状态，或两者结合来找到合适的段落</translation>
    </message>
    <message>
        <source>the choice of a question that the model finds likeliest; nothing is sampled</source>
        <translation>题目的选项中模型认为最可能的一个；不进行采样</translation>
    </message>
    <message>
        <source>what is read of a choice: its letter, letter and words (B. nine) or its words; shown: the letter where the question shows letters, otherwise the words</source>
        <translation>读取选项的哪一部分：字母、字母加文字（B. nine）或文字；shown：题目显示字母时为字母，否则为文字</translation>
    </message>
    <message>
        <source>divides the log-probability of a choice by its length, so that long ones do not lose by it</source>
        <translation>将选项的对数概率除以其长度，使长选项不会因此落败</translation>
    </message>
    <message>
        <source>stands between the question and a choice</source>
        <translation>位于题目与选项之间</translation>
    </message>
    <message>
        <source>solved problems in front of the problem</source>
        <translation>放在题目之前的已解题目</translation>
    </message>
    <message>
        <source>most tokens of a problem&apos;s choices; where they have more, none is read and nothing answered; 0 sets no limit</source>
        <translation>一道题目的各选项最多可有的词元数；超出时均不读取，也不作答；0 表示不设上限</translation>
    </message>
    <message>
        <source>a checkpoint every so many steps, and every five minutes between them</source>
        <translation>每隔这么多步保存一个检查点，其间每五分钟也保存一个</translation>
    </message>
</context>
<context>
    <name>ModelWording</name>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>chat API</source>
        <translation>聊天接口</translation>
    </message>
    <message>
        <source>not set up here</source>
        <translation>本机尚未设置</translation>
    </message>
    <message>
        <source>completions API</source>
        <translation>补全接口</translation>
    </message>
    <message>
        <source>%1, adapter</source>
        <translation>%1，适配器</translation>
    </message>
    <message>
        <source>mix of %1 adapters</source>
        <translation>%1 个适配器的混合</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>of the experiment</source>
        <translation>属于实验</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>steps %1 (%2)</source>
        <translation>第 %1 步（%2）</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation>隐藏维度</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置数</translation>
    </message>
    <message>
        <source>Weights in memory</source>
        <translation>内存中的权重</translation>
    </message>
    <message>
        <source>Cache of 1,000 tokens</source>
        <translation>1,000 个词元的缓存</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>Chat templates</source>
        <translation>聊天模板</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model there</source>
        <translation>对方的模型</translation>
    </message>
    <message>
        <source>API</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>chat: the server&apos;s own template</source>
        <translation>聊天：服务器自己的模板</translation>
    </message>
    <message>
        <source>completions: the text is continued</source>
        <translation>补全：续写文本</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>in the system&apos;s keyring, for this origin only</source>
        <translation>在系统密钥环中，仅用于此来源</translation>
    </message>
    <message>
        <source>Texts may go there</source>
        <translation>文本可发往该处</translation>
    </message>
    <message>
        <source>yes: it is this machine</source>
        <translation>可以：就是本机</translation>
    </message>
    <message>
        <source>yes, you allowed it</source>
        <translation>可以，您已允许</translation>
    </message>
    <message>
        <source>no, not before you allow it</source>
        <translation>不可以，须先由您允许</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>%1 requests side by side, %2 further tries, %3 s without a byte</source>
        <translation>同时 %1 个请求，重试 %2 次，无数据最长 %3 秒</translation>
    </message>
    <message>
        <source>There is no model in this folder.</source>
        <translation>此文件夹中没有模型。</translation>
    </message>
    <message>
        <source>Its training has not finished.</source>
        <translation>它的训练尚未完成。</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>推理</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Panel to show: home, train, compare …</source>
        <translation>要显示的面板：home、train、compare …</translation>
    </message>
    <message>
        <source>Theme of this start: system, light, dark or contrast</source>
        <translation>本次启动的主题：system、light、dark 或 contrast</translation>
    </message>
    <message>
        <source>Language of this start: en or zh_CN</source>
        <translation>本次启动的语言：en 或 zh_CN</translation>
    </message>
    <message>
        <source>Save a picture of the window, once the project is open, and quit</source>
        <translation>项目打开后保存窗口截图并退出</translation>
    </message>
    <message>
        <source>Print the milliseconds of processor time from main to the first frame and quit</source>
        <translation>打印从 main 到首帧所用的处理器毫秒数并退出</translation>
    </message>
    <message>
        <source>A desktop workbench for LLM post-training</source>
        <translation>大语言模型后训练桌面工作台</translation>
    </message>
    <message>
        <source>Project to open: a folder, or the experiment.toml in it</source>
        <translation>要打开的项目:文件夹,或其中的 experiment.toml</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Export the chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The chart could not be written to %1.</source>
        <translation>无法将图表写入 %1。</translation>
    </message>
    <message>
        <source>Choose a folder that can be written to, and a name that ends in .png, .svg, .pdf or .csv.</source>
        <translation>请选择可写的文件夹，文件名以 .png、.svg、.pdf 或 .csv 结尾。</translation>
    </message>
</context>
<context>
    <name>RowTurns</name>
    <message>
        <source>chosen</source>
        <translation>选用</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>弃用</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>坏</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>input hash</source>
        <translation>输入哈希</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队时间</translation>
    </message>
    <message>
        <source>started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>memory by estimate</source>
        <translation>估计内存</translation>
    </message>
    <message>
        <source>peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Changed on the way</source>
        <translation>途中的更改</translation>
    </message>
    <message>
        <source>%1, was %2 up to step %3</source>
        <translation>%1，第 %3 步及之前为 %2</translation>
    </message>
    <message>
        <source>rows added</source>
        <translation>添加的行</translation>
    </message>
    <message>
        <source>%1, behind step %2</source>
        <translation>%1，在第 %2 步之后</translation>
    </message>
</context>
<context>
    <name>RunFollower</name>
    <message>
        <source> at %1 of %2</source>
        <translation>（%1 / %2）</translation>
    </message>
    <message>
        <source>Goes on%1.</source>
        <translation>继续%1。</translation>
    </message>
    <message>
        <source>Started.</source>
        <translation>已开始。</translation>
    </message>
    <message>
        <source>Started again.</source>
        <translation>再次开始。</translation>
    </message>
    <message>
        <source>Paused%1.</source>
        <translation>已暂停%1。</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Finished: %1.</source>
        <translation>已完成：%1。</translation>
    </message>
    <message>
        <source>Stopped%1.</source>
        <translation>已停止%1。</translation>
    </message>
</context>
<context>
    <name>RunMenu</name>
    <message>
        <source>S&amp;how curves or answers</source>
        <translation>显示曲线或回答(&amp;H)</translation>
    </message>
    <message>
        <source>Start it &amp;next</source>
        <translation>接着启动(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move it from the queue</source>
        <translation>从队列中移除(&amp;M)</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Only a run at work can be paused.</source>
        <translation>只有正在进行的运行才能暂停。</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>恢复(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Stop…</source>
        <translation>停止(&amp;S)…</translation>
    </message>
    <message>
        <source>It is not at work.</source>
        <translation>它没有在进行。</translation>
    </message>
    <message>
        <source>Name and n&amp;otes…</source>
        <translation>名称与备注(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Copy its id</source>
        <translation>复制其编号(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Stop it first, or take it out of the queue.</source>
        <translation>请先停止它，或将其移出队列。</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>This project is open elsewhere: it can be read here, not run.</source>
        <translation>此项目已在别处打开：在这里只能阅读，不能运行。</translation>
    </message>
    <message>
        <source>It waits in the queue and starts by itself.</source>
        <translation>它在队列中等待，会自行开始。</translation>
    </message>
    <message>
        <source>It is at work.</source>
        <translation>它正在进行。</translation>
    </message>
    <message>
        <source>It has finished. Fork it at a checkpoint, or train again with more steps.</source>
        <translation>它已完成。可从检查点分叉，或以更多步数再次训练。</translation>
    </message>
    <message>
        <source>It has finished.</source>
        <translation>它已完成。</translation>
    </message>
    <message>
        <source>Goes on where it stands.</source>
        <translation>从当前位置继续。</translation>
    </message>
    <message>
        <source>Goes on behind what it has written.</source>
        <translation>接着已写出的内容继续。</translation>
    </message>
    <message>
        <source>Goes on from the checkpoint of step %1.</source>
        <translation>从第 %1 步的检查点继续。</translation>
    </message>
    <message>
        <source>Starts over: it has no checkpoint.</source>
        <translation>从头开始：没有检查点。</translation>
    </message>
    <message>
        <source>It saves a checkpoint and ends. “Resume” lets it go on from there.</source>
        <translation>它会保存检查点并结束。“恢复”可让它从那里继续。</translation>
    </message>
    <message>
        <source>What it has written stays. “Resume” lets it go on behind that.</source>
        <translation>已写出的内容会保留。“恢复”可让它接着继续。</translation>
    </message>
    <message>
        <source>fork of %1 at step %2</source>
        <translation>%1 在第 %2 步的分叉</translation>
    </message>
    <message>
        <source>%1, checkpoint of step %2</source>
        <translation>%1，有第 %2 步的检查点</translation>
    </message>
    <message>
        <source>%1, no checkpoint</source>
        <translation>%1，没有检查点</translation>
    </message>
</context>
<context>
    <name>SameRunDialog</name>
    <message>
        <source>It failed.</source>
        <translation>它失败了。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>它已被停止。</translation>
    </message>
    <message>
        <source>It was interrupted.</source>
        <translation>它被中断了。</translation>
    </message>
    <message>
        <source>Its newest checkpoint is that of step %1.</source>
        <translation>它最新的检查点在第 %1 步。</translation>
    </message>
    <message>
        <source>It has no checkpoint.</source>
        <translation>它没有检查点。</translation>
    </message>
    <message>
        <source>“%1” has the same model, data, settings and seed as the run %2, begun as “%3”.</source>
        <translation>“%1”的模型、数据、设置和种子与运行 %2（以“%3”之名开始）相同。</translation>
    </message>
    <message>
        <source>The same run</source>
        <translation>同一次运行</translation>
    </message>
    <message>
        <source>This training was begun before</source>
        <translation>这次训练以前已经开始过</translation>
    </message>
    <message>
        <source>&amp;Go on with it</source>
        <translation>继续它(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Begin apart</source>
        <translation>另行开始(&amp;B)</translation>
    </message>
    <message>
        <source>In a folder of its own, from its first step. The other run stays as it is.</source>
        <translation>在自己的文件夹中从第一步开始。原来的运行保持不变。</translation>
    </message>
</context>
<context>
    <name>SetTools</name>
    <message>
        <source>Re&amp;name the data set…</source>
        <translation>重命名数据集(&amp;N)…</translation>
    </message>
    <message>
        <source>De&amp;lete the data set…</source>
        <translation>删除数据集(&amp;L)…</translation>
    </message>
    <message>
        <source>Deleted d&amp;ata sets…</source>
        <translation>已删除的数据集(&amp;A)…</translation>
    </message>
</context>
<context>
    <name>StageGraph</name>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
</context>
<context>
    <name>StagePainter</name>
    <message>
        <source>on %1: %2</source>
        <translation>在 %1 上：%2</translation>
    </message>
    <message>
        <source>it will take: %1</source>
        <translation>预计需要：%1</translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>pruned: others were better</source>
        <translation>已剪枝：其他分支更好</translation>
    </message>
    <message>
        <source>pruned: %1</source>
        <translation>已剪枝：%1</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Log-prob a token</source>
        <translation>每词元对数概率</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>先后</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手写</translation>
    </message>
    <message numerus="yes">
        <source>%n tok</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>The problem: %1</source>
        <translation>问题：%1</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation>答案 %1</translation>
    </message>
    <message>
        <source>written by hand</source>
        <translation>由人手写</translation>
    </message>
    <message>
        <source>the answer of the search</source>
        <translation>搜索给出的答案</translation>
    </message>
    <message>
        <source>the search gave no answer</source>
        <translation>搜索没有给出答案</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <translation>%1：未知</translation>
    </message>
    <message>
        <source>the chosen answers as demonstrations, JSON Lines</source>
        <translation>选中的回答，作为示范 (JSON Lines)</translation>
    </message>
    <message>
        <source>pairs of better and worse pieces, JSON Lines</source>
        <translation>较好与较差片段的偏好对 (JSON Lines)</translation>
    </message>
    <message>
        <source>answers whose steps have labels, for a process reward model, JSON Lines</source>
        <translation>各步骤带标签的回答，用于过程奖励模型 (JSON Lines)</translation>
    </message>
    <message>
        <source>the trees as a graph of Graphviz</source>
        <translation>Graphviz 图形式的搜索树</translation>
    </message>
    <message>
        <source>the trees with all that is known of their nodes</source>
        <translation>搜索树及其节点的全部信息</translation>
    </message>
    <message>
        <source>one page to look at, which needs no network</source>
        <translation>无需网络即可查看的单个网页</translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>left out: %1 (%2)</source>
        <translation>略去：%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n visits, mean value %1, prior %2</source>
        <translation>
            <numerusform>访问 %n 次，平均价值 %1，先验 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访问次数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>概率 %1</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>还没有运行过</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个运行</translation>
    </message>
    <message>
        <source>%1 finished</source>
        <translation>%1 个已完成</translation>
    </message>
    <message>
        <source>%1 under way</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 个排队中</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>the model before any training of this experiment</source>
        <translation>本实验训练之前的模型</translation>
    </message>
    <message>
        <source>fine-tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>supervised fine-tuning</source>
        <translation>监督微调</translation>
    </message>
    <message>
        <source>aligned</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>preference or reinforcement learning</source>
        <translation>偏好学习或强化学习</translation>
    </message>
    <message>
        <source>test-time</source>
        <translation>测试时</translation>
    </message>
    <message>
        <source>more compute at test time</source>
        <translation>测试时投入更多计算</translation>
    </message>
    <message>
        <source>control</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>oracle</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>sees the reference answers: a ceiling, not a method that could be used</source>
        <translation>可见参考答案：是上限，而非可用的方法</translation>
    </message>
    <message>
        <source>%1, step %2:</source>
        <translation>%1，第 %2 步：</translation>
    </message>
    <message>
        <source>%1 is not a finite number.</source>
        <translation>%1 不是有限数。</translation>
    </message>
    <message>
        <source>the loss jumps to %1; %2 is usual there.</source>
        <translation>损失跳到 %1；此处通常为 %2。</translation>
    </message>
    <message>
        <source>Fork at an earlier checkpoint with a lower learning_rate.</source>
        <translation>从更早的检查点分叉，并降低 learning_rate。</translation>
    </message>
    <message>
        <source>Lower learning_rate or max_grad_norm, or lengthen warmup_steps.</source>
        <translation>降低 learning_rate 或 max_grad_norm，或增大 warmup_steps。</translation>
    </message>
    <message>
        <source>Raise beta or lower learning_rate: the policy may be exploiting its reward.</source>
        <translation>增大 beta 或降低 learning_rate：策略可能在钻奖励的空子。</translation>
    </message>
    <message>
        <source>Raise temperature or epsilon_high, or lower learning_rate: the samples have become alike.</source>
        <translation>提高 temperature 或 epsilon_high，或降低 learning_rate：采样已趋于雷同。</translation>
    </message>
    <message>
        <source>what has to be beaten: as many updates or samples, without the change that is tested</source>
        <translation>必须超过的对象：更新或样本一样多，但没有所检验的改动</translation>
    </message>
    <message>
        <source>the reward rises while fewer canary answers are right: %1, after %2 at first.</source>
        <translation>奖励上升，而 canary 答对的更少：%1，起初为 %2。</translation>
    </message>
    <message>
        <source>The reward is being exploited: look at the samples, mend reward_funcs, or set beta and max_kl.</source>
        <translation>奖励正在被钻空子：请查看样本，修正 reward_funcs，或设置 beta 和 max_kl。</translation>
    </message>
    <message>
        <source>the KL to the reference runs away: %1 nats a token, after %2 at first.</source>
        <translation>与参考模型的 KL 失控：每词元 %1 nat，起初为 %2。</translation>
    </message>
    <message>
        <source>the entropy has collapsed to %1 nats a token, from %2 at first.</source>
        <translation>熵已塌缩到每词元 %1 nat，起初为 %2。</translation>
    </message>
    <message>
        <source>the completions repeat themselves: %1 of their trigrams stood there before, after %2 at first.</source>
        <translation>补全在重复自己：其中 %1 的三词元组在前面已出现过，起初为 %2。</translation>
    </message>
    <message>
        <source>Look at the samples: lower learning_rate or raise beta, or take a reward that repetition does not earn.</source>
        <translation>请查看样本：降低 learning_rate 或提高 beta，或改用重复得不到分的奖励。</translation>
    </message>
    <message>
        <source>%1, behind step %2: %3 is %4 instead of %5.</source>
        <translation>%1，第 %2 步之后：%3 由 %5 改为 %4。</translation>
    </message>
</context>
<context>
    <name>XAxis</name>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>√KL to the reference</source>
        <translation>与参考模型的 √KL</translation>
    </message>
</context>
<context>
    <name>lapidary::Actions</name>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>lapidary::AlarmList</name>
    <message>
        <source>… and %1 more.</source>
        <translation>……另有 %1 个。</translation>
    </message>
    <message>
        <source>Show the sam&amp;ples</source>
        <translation>查看样本(&amp;P)</translation>
    </message>
    <message>
        <source>What the run said at the step of the alarm</source>
        <translation>警报发生那一步时运行给出的文本</translation>
    </message>
</context>
<context>
    <name>lapidary::AlternativesTable</name>
    <message>
        <source>What else could have stood here</source>
        <translation>此处还可能出现的词元</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>lapidary::AnswerService</name>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 of %2 samples</source>
        <translation>%1 / %2 个采样</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>The server broke the answer off, so that it can be neither compared nor voted on.</source>
        <translation>服务器中断了回答，因此无法比较或投票。</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
</context>
<context>
    <name>lapidary::AnswersView</name>
    <message>
        <source>All questions</source>
        <translation>全部题目</translation>
    </message>
    <message>
        <source>A right, B wrong</source>
        <translation>A 对，B 错</translation>
    </message>
    <message>
        <source>A wrong, B right</source>
        <translation>A 错，B 对</translation>
    </message>
    <message>
        <source>Both right</source>
        <translation>都对</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>Different answers</source>
        <translation>答案不同</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation>答案 %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>McNemar&apos;s exact test on the questions that only one of the two arms answered right. p stands plain, and corrected for all pairs of the table (Holm): whoever picks the best of many has looked at all of them.</source>
        <translation>对只有一方答对的题目做 McNemar 精确检验。p 值既给出原值，也给出按表中全部配对校正（Holm）后的值：从许多对中挑出最佳者，就等于看过了全部。</translation>
    </message>
    <message>
        <source>Arm A</source>
        <translation>对比项 A</translation>
    </message>
    <message>
        <source>Arm B</source>
        <translation>对比项 B</translation>
    </message>
    <message>
        <source>Which questions to list</source>
        <translation>列出哪些题目</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>Search questions</source>
        <translation>搜索题目</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Answer of arm A</source>
        <translation>对比项 A 的回答</translation>
    </message>
    <message>
        <source>Answer of arm B</source>
        <translation>对比项 B 的回答</translation>
    </message>
    <message>
        <source>Choose two different arms for the paired test.</source>
        <translation>请选择两个不同的对比项进行配对检验。</translation>
    </message>
    <message>
        <source>No paired test: these arms share no questions.</source>
        <translation>无法配对检验：这两个对比项没有共同的题目。</translation>
    </message>
    <message>
        <source>All buckets</source>
        <translation>全部题组</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The answers of these arms are not there yet.</source>
        <translation>这些对比项的回答还没有生成。</translation>
    </message>
    <message>
        <source>No question passes the filter. Choose another one above.</source>
        <translation>没有题目符合筛选条件，请在上方另选。</translation>
    </message>
    <message>
        <source>%1 · %2 · reference %3</source>
        <translation>%1 · %2 · 参考答案 %3</translation>
    </message>
    <message>
        <source>cut before its end</source>
        <translation>未写完就被截断</translation>
    </message>
</context>
<context>
    <name>lapidary::ArenaColumn</name>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Contender %1</source>
        <translation>参赛者 %1</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>回答 %1</translation>
    </message>
    <message>
        <source>Strategy, seed, hash of the weights, tokens and time. Click to ask for the same answer once more and compare.</source>
        <translation>策略、种子、权重哈希、词元数和用时。单击可再次请求同一回答并比较。</translation>
    </message>
    <message>
        <source>Best (%1)</source>
        <translation>最佳（%1）</translation>
    </message>
    <message>
        <source>the worker is getting ready …</source>
        <translation>工作进程正在准备……</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>没有回答：%1</translation>
    </message>
    <message>
        <source>Where the answer came from: %1</source>
        <translation>回答的来源：%1</translation>
    </message>
    <message>
        <source>cut before its end</source>
        <translation>未写完就被截断</translation>
    </message>
    <message>
        <source>Cut before its end: a vote on it makes no pair.</source>
        <translation>未写完就被截断：对它的投票不会成为偏好对。</translation>
    </message>
</context>
<context>
    <name>lapidary::ArenaView</name>
    <message>
        <source>Your question</source>
        <translation>您的问题</translation>
    </message>
    <message>
        <source>A question of your own, exactly as the model shall read it. Ctrl+Enter asks.</source>
        <translation>您自己的问题，模型将原样读取。按 Ctrl+Enter 提问。</translation>
    </message>
    <message>
        <source>As&amp;k</source>
        <translation>提问(&amp;K)</translation>
    </message>
    <message>
        <source>How many contenders</source>
        <translation>参赛者数量</translation>
    </message>
    <message>
        <source>%1 contenders</source>
        <translation>%1 个参赛者</translation>
    </message>
    <message>
        <source>&amp;Blind</source>
        <translation>盲评(&amp;B)</translation>
    </message>
    <message>
        <source>Deals the columns anew with each question and tells the names after the vote</source>
        <translation>每个问题重新排列各列，投票后才公布名称</translation>
    </message>
    <message>
        <source>Tie (0)</source>
        <translation>平局（0）</translation>
    </message>
    <message>
        <source>Which answer is best? The keys 1 to %1 vote, 0 is a tie.</source>
        <translation>哪个回答最好？按 1 到 %1 投票，0 为平局。</translation>
    </message>
    <message>
        <source>The contenders are writing …</source>
        <translation>参赛者正在作答……</translation>
    </message>
    <message>
        <source>The names come with the vote.</source>
        <translation>投票后公布名称。</translation>
    </message>
    <message>
        <source>The vote is kept in the queue “arena” of the panel Label.</source>
        <translation>此投票已保存在“标注”面板的队列“arena”中。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>lapidary::ArenaViewModel</name>
    <message>
        <source>asking once more …</source>
        <translation>正在再次请求……</translation>
    </message>
    <message numerus="yes">
        <source>identical, all %n tokens</source>
        <translation>
            <numerusform>完全一致，共 %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>differs from token %1 on</source>
        <translation>从第 %1 个词元起不同</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>the same text</source>
        <translation>文本相同</translation>
    </message>
    <message>
        <source>another text</source>
        <translation>文本不同</translation>
    </message>
</context>
<context>
    <name>lapidary::ArmsTable</name>
    <message>
        <source>Comparison of the arms</source>
        <translation>对比项的比较</translation>
    </message>
    <message>
        <source>The keys A and B take the row as arm A or B</source>
        <translation>按 A 或 B 键把该行取作对比项 A 或 B</translation>
    </message>
    <message>
        <source>Take as &amp;A: the others are compared with it</source>
        <translation>取作 &amp;A：其他对比项与它比较</translation>
    </message>
    <message>
        <source>Take as &amp;B</source>
        <translation>取作 &amp;B</translation>
    </message>
</context>
<context>
    <name>lapidary::BatchView</name>
    <message>
        <source>Step whose rows are on show</source>
        <translation>所显示的行属于哪一步</translation>
    </message>
    <message>
        <source>This run has told no batches. A fine-tuning, or a training on pairs or on good and bad answers, tells the rows of its first three steps and of every step whose loss stands out.</source>
        <translation>此运行没有报告任何批次。微调，以及在回答对或好坏回答上的训练，会报告最初三步和损失突出的每一步所用的行。</translation>
    </message>
    <message>
        <source>Text of the chosen row</source>
        <translation>所选行的文本</translation>
    </message>
    <message>
        <source>Rows of the step</source>
        <translation>该步的行</translation>
    </message>
    <message>
        <source>the %1 costliest of %2 rows</source>
        <translation>%2 行中损失最大的 %1 行</translation>
    </message>
    <message>
        <source>%1 rows, the costliest first</source>
        <translation>%1 行，损失最大的在前</translation>
    </message>
    <message>
        <source>Its loss stands out: the mean of the steps before is %1  ·  %2</source>
        <translation>其损失突出：此前各步的均值为 %1  ·  %2</translation>
    </message>
    <message>
        <source>One of the first steps  ·  %1</source>
        <translation>最初的几步之一  ·  %1</translation>
    </message>
    <message>
        <source>Step %1 (spike)</source>
        <translation>第 %1 步（突增）</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>The run&apos;s data no longer has this row.</source>
        <translation>此运行的数据中已没有这一行。</translation>
    </message>
</context>
<context>
    <name>lapidary::BatchesModel</name>
    <message>
        <source>added on the way</source>
        <translation>中途添加</translation>
    </message>
    <message>
        <source>%1 (replayed)</source>
        <translation>%1（重放）</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>lapidary::Bubble</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>用户 %1</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Assistant %1</source>
        <translation>助手 %1</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Tool %1</source>
        <translation>工具 %1</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>As they are described</source>
        <translation>查看说明</translation>
    </message>
    <message>
        <source>Calls of tools</source>
        <translation>工具调用</translation>
    </message>
    <message>
        <source>Call of a tool</source>
        <translation>工具调用</translation>
    </message>
    <message>
        <source>(says nothing)</source>
        <translation>（没有内容）</translation>
    </message>
    <message>
        <source>The other %1 characters</source>
        <translation>其余 %1 个字符</translation>
    </message>
</context>
<context>
    <name>lapidary::BudgetView</name>
    <message>
        <source>majority vote</source>
        <translation>多数投票</translation>
    </message>
    <message>
        <source>highest log-prob</source>
        <translation>最高对数概率</translation>
    </message>
    <message>
        <source>highest mean log-prob</source>
        <translation>最高平均对数概率</translation>
    </message>
    <message>
        <source>any right (oracle)</source>
        <translation>任一正确（上限）</translation>
    </message>
    <message>
        <source>Whose samples</source>
        <translation>谁的采样</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>Samples a problem</source>
        <translation>每题采样数</translation>
    </message>
    <message>
        <source>Samples of</source>
        <translation>采样来源</translation>
    </message>
    <message>
        <source>What this number of samples gives and costs</source>
        <translation>该采样数的收益与代价</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选择方式</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Reading the samples …</source>
        <translation>正在读取采样……</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>highest score</source>
        <translation>最高分</translation>
    </message>
    <message>
        <source>Against what</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Seconds are the problem&apos;s share of its batch by the tokens that were drawn.</source>
        <translation>秒数是该题按所抽词元数在其批次用时中所占的份额。</translation>
    </message>
    <message>
        <source>against</source>
        <translation>对</translation>
    </message>
    <message>
        <source>Circles are the arms as they were run; dashed lines saw the answers.</source>
        <translation>圆圈是实际运行的各对比项；虚线看过答案。</translation>
    </message>
    <message>
        <source>No finished arm keeps two samples or more of every problem. Arms with self-consistency or best-of-N do, and other budgets and rules can then be read off here without another run.</source>
        <translation>没有已完成的对比项为每道题保存了两个或更多样本。采用自洽或 N 选一的对比项会保存样本，届时无需再次运行，就能在这里看出其他预算和规则的结果。</translation>
    </message>
    <message>
        <source>as set</source>
        <translation>所设规则</translation>
    </message>
    <message>
        <source>the verifier</source>
        <translation>验证器</translation>
    </message>
    <message>
        <source>the verifier&apos;s ceiling: %1</source>
        <translation>验证器的上限：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::CanaryView</name>
    <message>
        <source>Over the KL they are drawn where a run tells it: with a weight of the KL above 0.</source>
        <translation>运行给出 KL 时（KL 的权重大于 0），才会按 KL 绘制。</translation>
    </message>
    <message>
        <source>canaries are problems with known answers that nothing is learnt from; where their reward rises and fewer of them are right, the reward is exploited</source>
        <translation>金丝雀是答案已知、不用于学习的题目；若其奖励上升而答对的变少，奖励就被钻了空子</translation>
    </message>
    <message>
        <source>Canaries by distance from the reference</source>
        <translation>金丝雀：按与参考模型的距离</translation>
    </message>
    <message>
        <source>%1, share right</source>
        <translation>%1，正确率</translation>
    </message>
    <message>
        <source>%1, reward</source>
        <translation>%1，奖励</translation>
    </message>
    <message>
        <source>Canaries: reward (solid), share right (dashed)</source>
        <translation>金丝雀：奖励（实线），答对比例（虚线）</translation>
    </message>
</context>
<context>
    <name>lapidary::CanvasViewModel</name>
    <message>
        <source>The comparison is made of the arms; it takes nothing else.</source>
        <translation>比较由各个对比项组成，不接受其他内容。</translation>
    </message>
    <message>
        <source>This experiment cannot be changed here: somebody else has it open.</source>
        <translation>无法在此修改该实验：其他人已打开它。</translation>
    </message>
    <message>
        <source>feeding of “%1” with “%2”</source>
        <translation>将“%2”提供给“%1”</translation>
    </message>
    <message>
        <source>Every arm is compared. Delete it, or give it nothing.</source>
        <translation>每个对比项都会参与比较。请删除它，或不给它任何内容。</translation>
    </message>
    <message>
        <source>taking of “%2” from “%1”</source>
        <translation>从“%1”移除“%2”</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>deletion of “%1”</source>
        <translation>删除“%1”</translation>
    </message>
    <message>
        <source>renaming of “%1”</source>
        <translation>重命名“%1”</translation>
    </message>
    <message>
        <source>change of “%1”</source>
        <translation>修改“%1”</translation>
    </message>
    <message>
        <source>pasting</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>adding of “%1”</source>
        <translation>添加“%1”</translation>
    </message>
</context>
<context>
    <name>lapidary::ChangeDialog</name>
    <message>
        <source>&amp;Change</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Change settings of “%1”</source>
        <translation>更改“%1”的设置</translation>
    </message>
    <message>
        <source>The values count from the next step on. Log, curves and report tell that they were changed, and the run is not taken for one with the settings that it was begun with. What is not listed stands for the whole run: fork it to try another.</source>
        <translation>新值从下一步起生效。日志、曲线和报告会注明更改，此运行也不会再被当作按开始时的设置所做的运行。未列出的设置在整个运行期间不变：要尝试其他值，请分叉。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A field of the form is wrong.</source>
        <translation>表单中有一个字段有误。</translation>
    </message>
    <message>
        <source>%1 fields of the form are wrong.</source>
        <translation>表单中有 %1 个字段有误。</translation>
    </message>
</context>
<context>
    <name>lapidary::ChartsView</name>
    <message>
        <source>%1 (higher is better)</source>
        <translation>%1（越高越好）</translation>
    </message>
    <message>
        <source>%1 (lower is better)</source>
        <translation>%1（越低越好）</translation>
    </message>
    <message>
        <source>%1, held out</source>
        <translation>%1，留出的行</translation>
    </message>
    <message>
        <source>pairs still wrong</source>
        <translation>仍排错的样本对</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>lapidary::ChatColumn</name>
    <message>
        <source>The conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>lapidary::CommandPalette</name>
    <message>
        <source>Find actions, panels, runs, arms, data and projects</source>
        <translation>查找操作、面板、运行、对比项、数据和项目</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>lapidary::CompareFeature</name>
    <message>
        <source>&amp;Write the report…</source>
        <translation>写入报告(&amp;W)…</translation>
    </message>
    <message>
        <source>New &amp;arm…</source>
        <translation>新对比项(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Draw samples…</source>
        <translation>抽取样本(&amp;D)…</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>对比项</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>比较</translation>
    </message>
</context>
<context>
    <name>lapidary::ComparePanel</name>
    <message>
        <source>Nothing to compare yet</source>
        <translation>还没有可比较的内容</translation>
    </message>
    <message>
        <source>When the arms of the experiment have answered their questions, accuracy with intervals and the answers side by side stand here.</source>
        <translation>实验的各对比项答完题目后，这里会显示带置信区间的准确率以及并排的回答。</translation>
    </message>
    <message>
        <source>Go to the experiment</source>
        <translation>前往实验</translation>
    </message>
    <message>
        <source>Not finished yet: %1</source>
        <translation>尚未完成：%1</translation>
    </message>
    <message>
        <source>Copy the table with headers (TSV)</source>
        <translation>复制带表头的表格（TSV）</translation>
    </message>
    <message>
        <source>Another question, with the list in focus</source>
        <translation>列表有焦点时切换题目</translation>
    </message>
    <message>
        <source>&amp;Answers</source>
        <translation>回答(&amp;A)</translation>
    </message>
    <message>
        <source>As&amp;k them yourself</source>
        <translation>亲自提问(&amp;K)</translation>
    </message>
    <message>
        <source>Ask, while a question of your own is written</source>
        <translation>书写自己的问题时提问</translation>
    </message>
    <message>
        <source>The best of blind answers, or a tie</source>
        <translation>盲评中的最佳回答或平局</translation>
    </message>
    <message>
        <source>&amp;New arm…</source>
        <translation>新对比项(&amp;N)…</translation>
    </message>
    <message>
        <source>A model with a way to answer, measured beside the others</source>
        <translation>一个模型加一种作答方式，与其他对比项一同测量</translation>
    </message>
    <message>
        <source>Not finished yet: %1 arms</source>
        <translation>尚未完成：%1 个对比项</translation>
    </message>
    <message>
        <source>&amp;Forgetting</source>
        <translation>遗忘(&amp;F)</translation>
    </message>
    <message>
        <source>Who is right w&amp;here</source>
        <translation>谁在哪里答对(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation>假如(&amp;W)</translation>
    </message>
    <message>
        <source>Co&amp;st</source>
        <translation>代价(&amp;S)</translation>
    </message>
    <message>
        <source>Ca&amp;libration</source>
        <translation>校准(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Difficulty</source>
        <translation>难度(&amp;D)</translation>
    </message>
    <message>
        <source>Share of right answers with its 95 % Wilson interval, and tokens per problem; hollow points saw the reference answers</source>
        <translation>答对比例及其 95 % Wilson 区间，以及每题的词元数；空心点看过参考答案</translation>
    </message>
    <message>
        <source>What its paired tests can see:</source>
        <translation>其配对检验能看出多大的差异：</translation>
    </message>
    <message>
        <source>Take the row as arm A or B, with the table in focus</source>
        <translation>焦点在表格时，把该行取作对比项 A 或 B</translation>
    </message>
</context>
<context>
    <name>lapidary::CompareViewModel</name>
    <message>
        <source>no difference shown</source>
        <translation>未显示出差异</translation>
    </message>
    <message>
        <source>A is right more often</source>
        <translation>A 答对更多</translation>
    </message>
    <message>
        <source>B is right more often</source>
        <translation>B 答对更多</translation>
    </message>
    <message>
        <source>%1: %2 (%3, corrected for %4 looks %5; only A right on %6, only B on %7)</source>
        <translation>%1：%2（%3，按 %4 次查看校正后 %5；仅 A 正确 %6 题，仅 B 正确 %7 题）</translation>
    </message>
    <message>
        <source>%1: %2 (%3 tokens) against the strongest control, %4 (%5 tokens): %6 points, %7, corrected for %8 looks %9</source>
        <translation>%1：%2（%3 个词元）对最强的对照 %4（%5 个词元）：%6 个百分点，%7，按 %8 次查看校正后 %9</translation>
    </message>
    <message>
        <source>: worse</source>
        <translation>：更差</translation>
    </message>
    <message>
        <source>: no gain shown</source>
        <translation>：未显示提升</translation>
    </message>
    <message>
        <source>; the best of %1, chosen after the fact</source>
        <translation>；事后从 %1 个中选出的最佳者</translation>
    </message>
    <message>
        <source>Warning: %1 of %2 problems of “%3” are in what was learnt by %4 (the same up to names and order).</source>
        <translation>警告：“%3”的 %2 道题中有 %1 道出现在 %4 所学的数据里（不计名称与顺序）。</translation>
    </message>
    <message>
        <source>What the model “%1” learnt before is not recorded: whether it has seen these problems, nobody can say.</source>
        <translation>模型“%1”以前学过什么没有记录：它是否见过这些题目，无从得知。</translation>
    </message>
    <message>
        <source>%1 (%2): %3 tokens trained, %4 sampled, %5</source>
        <translation>%1（%2）：训练 %3 个词元，采样 %4 个，%5</translation>
    </message>
    <message>
        <source>%1: %2 made %3 wrong drafts right and %4 right ones wrong, from each draft to the next; the first drafts alone: %5 of %6 right.</source>
        <translation>%1：%2 从一稿到下一稿，把 %3 个错误改为正确，把 %4 个正确改为错误；仅看初稿：%6 题中 %5 题正确。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 problems): a difference of %3 points or more is likely shown (chance 80 %, corrected for %n pairs, where two arms disagree on 30 % of the problems)</source>
        <translation>
            <numerusform>%1（%2 题）：%3 个百分点以上的差异多半能显示出来（概率 80 %，按 %n 对校正，设两项在 30 % 的题目上不一致）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 problems): too few to tell two arms apart, corrected for %n pairs, where they disagree on 30 % of the problems</source>
        <translation>
            <numerusform>%1（%2 题）：题目太少，无法区分两项（按 %n 对校正，设两项在 30 % 的题目上不一致）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lapidary::ComparisonModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 on %2: %3 of %4 right, %5; 95 % interval %6 to %7; %8 tokens per problem; %9</source>
        <translation>%1 在 %2 上：%4 题中答对 %3 题，%5；95 % 区间 %6 至 %7；每题 %8 个词元；%9</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>对比项</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>; %1 of the completions were cut: they neither vote nor win nor are right</source>
        <translation>；%1 的回答被截断：它们不投票、不胜出，也不算对</translation>
    </message>
    <message numerus="yes">
        <source>; %n questions are unscorable and left out</source>
        <translation>
            <numerusform>；%n 个问题无法评分，不计入</numerusform>
        </translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>%1 against A (%2) on %3: %4 points; %5, corrected for %6 looks %7: %8</source>
        <translation>%1 相对 A（%2），%3 上：%4 个百分点；%5，按 %6 次查看校正后 %7：%8</translation>
    </message>
    <message>
        <source>a difference is shown</source>
        <translation>显示出差异</translation>
    </message>
    <message>
        <source>no difference shown</source>
        <translation>未显示出差异</translation>
    </message>
    <message>
        <source>%1 against A (%2) on %3: %4 points; there is no paired test of the two</source>
        <translation>%1 相对 A（%2），%3 上：%4 个百分点；两者没有配对检验</translation>
    </message>
    <message>
        <source>A click on a row takes it as B, with Ctrl as A; a click on a head sorts</source>
        <translation>单击一行取作 B，按住 Ctrl 单击取作 A；单击表头排序</translation>
    </message>
    <message>
        <source>Points of a hundred more than A (%1); faint where the paired test, corrected for all looks, shows no difference</source>
        <translation>比 A（%1）高出的百分点；按全部查看校正的配对检验未显示差异时颜色变淡</translation>
    </message>
    <message>
        <source>Share of the completions that were cut</source>
        <translation>被截断的补全所占比例</translation>
    </message>
    <message>
        <source>− A</source>
        <comment>difference to arm A</comment>
        <translation>− A</translation>
    </message>
</context>
<context>
    <name>lapidary::Composer</name>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Keeps what is written (Esc)</source>
        <translation>保留已生成的内容（Esc）</translation>
    </message>
    <message>
        <source>Text to go on with</source>
        <translation>要续写的文本</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Text, exactly as the model shall see it. Ctrl+Enter lets it go on.</source>
        <translation>文本，模型将原样读取。按 Ctrl+Enter 续写。</translation>
    </message>
    <message>
        <source>A message. Ctrl+Enter sends it.</source>
        <translation>输入消息。按 Ctrl+Enter 发送。</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>续写(&amp;G)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>The chat template cannot be used: %1</source>
        <translation>无法使用对话模板：%1</translation>
    </message>
    <message>
        <source>This model has no chat template: it goes on with the text as it stands.</source>
        <translation>此模型没有对话模板：将按原样续写文本。</translation>
    </message>
    <message>
        <source>The text is continued as it stands, without the model&apos;s chat template.</source>
        <translation>按原样续写文本，不使用模型的对话模板。</translation>
    </message>
    <message>
        <source>Messages are written with the model&apos;s own chat template.</source>
        <translation>消息按模型自带的对话模板书写。</translation>
    </message>
    <message>
        <source>The text leaves this machine and is continued there.</source>
        <translation>文本会离开本机，并在对方服务器上续写。</translation>
    </message>
    <message>
        <source>Messages leave this machine; the server writes them with its own chat template.</source>
        <translation>消息会离开本机；由服务器用它自己的聊天模板书写。</translation>
    </message>
    <message>
        <source>A server of this machine continues the text.</source>
        <translation>由本机的服务器续写文本。</translation>
    </message>
    <message>
        <source>A server of this machine writes the messages with its own chat template.</source>
        <translation>由本机的服务器用它自己的聊天模板书写消息。</translation>
    </message>
</context>
<context>
    <name>lapidary::ConfigForm</name>
    <message>
        <source>Only &amp;changed</source>
        <translation>仅已更改(&amp;C)</translation>
    </message>
    <message>
        <source>No field of this name.</source>
        <translation>没有此名称的字段。</translation>
    </message>
    <message>
        <source>Search the fields</source>
        <translation>搜索字段</translation>
    </message>
    <message>
        <source>Search the fields (Ctrl+F)</source>
        <translation>搜索字段（Ctrl+F）</translation>
    </message>
    <message>
        <source>Fields that were changed, are wrong, or differ from the run that is compared with</source>
        <translation>已更改、有误或与对照运行不同的字段</translation>
    </message>
    <message>
        <source>Nothing has been changed.</source>
        <translation>没有更改。</translation>
    </message>
    <message>
        <source>No field matches “%1”.</source>
        <translation>没有字段匹配“%1”。</translation>
    </message>
    <message>
        <source>Essentials</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Ad&amp;vanced: %1 settings</source>
        <translation>高级：%1 项设置(&amp;V)</translation>
    </message>
</context>
<context>
    <name>lapidary::ConfigView</name>
    <message>
        <source>reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Settings of both models</source>
        <translation>两个模型的设置</translation>
    </message>
    <message>
        <source>Model to compare with</source>
        <translation>要比较的模型</translation>
    </message>
    <message>
        <source>Only what &amp;differs</source>
        <translation>只看差异(&amp;D)</translation>
    </message>
    <message>
        <source>Filter of the settings</source>
        <translation>设置的筛选</translation>
    </message>
    <message>
        <source>Filter, as in rope or lora</source>
        <translation>筛选，例如 rope 或 lora</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>choose a model …</source>
        <translation>选择模型…</translation>
    </message>
    <message>
        <source>In</source>
        <translation>位于</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Choose another model, and see where their settings differ.</source>
        <translation>选择另一个模型，查看两者设置的差异。</translation>
    </message>
    <message>
        <source>All %1 settings are the same.</source>
        <translation>全部 %1 项设置相同。</translation>
    </message>
    <message>
        <source>%1 of %2 settings differ</source>
        <translation>%2 项设置中有 %1 项不同</translation>
    </message>
</context>
<context>
    <name>lapidary::ContaminationDialog</name>
    <message>
        <source>Contamination</source>
        <translation>数据污染</translation>
    </message>
    <message>
        <source>Which of the %1 on show have seen a question of the chosen sets: a run of words that stands in both.</source>
        <translation>在显示的 %1 中，哪些见过所选评测集的题目：两边都有同一段连续的词。</translation>
    </message>
    <message>
        <source>Evaluation sets</source>
        <translation>评测集</translation>
    </message>
    <message>
        <source>&amp;Questions of</source>
        <translation>题目来自(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Words of a run</source>
        <translation>连续词数(&amp;W)</translation>
    </message>
    <message>
        <source>Rows that have seen a question</source>
        <translation>见过题目的行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Share of it</source>
        <translation>所占比例</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>查找(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Tag them</source>
        <translation>打上标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Delete them</source>
        <translation>删除这些行(&amp;D)</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比对</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>No row on show has seen one of these questions.</source>
        <translation>显示的行都没有见过这些题目。</translation>
    </message>
    <message>
        <source>1 row has seen one.</source>
        <translation>1 行见过其中的题目。</translation>
    </message>
    <message>
        <source>%1 rows have seen one.</source>
        <translation>%1 行见过其中的题目。</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>正在标记</translation>
    </message>
</context>
<context>
    <name>lapidary::ConversationView</name>
    <message>
        <source>The row as a conversation</source>
        <translation>以对话显示的行</translation>
    </message>
    <message>
        <source>Tools that may be called</source>
        <translation>可调用的工具</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 个</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>参考答案：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::CostChart</name>
    <message>
        <source>Accuracy against %1</source>
        <translation>准确率对%1</translation>
    </message>
    <message>
        <source>%1: %2 % (%3 to %4), %5 %6</source>
        <translation>%1：%2 %（%3 到 %4），%5 %6</translation>
    </message>
    <message>
        <source>Export as &amp;%1…</source>
        <translation>导出为 &amp;%1…</translation>
    </message>
</context>
<context>
    <name>lapidary::CostStrip</name>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>弃用</translation>
    </message>
    <message>
        <source>trials</source>
        <translation>试探</translation>
    </message>
    <message>
        <source>verifier</source>
        <translation>验证器</translation>
    </message>
    <message>
        <source>not read again</source>
        <translation>免重读</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Tokens: %1</source>
        <translation>词元：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::CostView</name>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>Against what</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>tokens a problem</source>
        <translation>每题词元数</translation>
    </message>
    <message>
        <source>seconds a problem</source>
        <translation>每题秒数</translation>
    </message>
    <message>
        <source>against</source>
        <translation>对</translation>
    </message>
    <message>
        <source>On the line stands what no other arm beats in both. Hollow points saw the answers.</source>
        <translation>线上的对比项在代价与准确率两方面都不输给任何其他对比项。空心点看过答案。</translation>
    </message>
</context>
<context>
    <name>lapidary::CuratedRowsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>lapidary::CurationDialog</name>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>lapidary::CurationView</name>
    <message>
        <source>The chosen row</source>
        <translation>所选的行</translation>
    </message>
    <message>
        <source>Co&amp;lumns ▾</source>
        <translation>列(&amp;L) ▾</translation>
    </message>
    <message>
        <source>Ro&amp;ws ▾</source>
        <translation>行(&amp;W) ▾</translation>
    </message>
    <message>
        <source>Data &amp;set ▾</source>
        <translation>数据集(&amp;S) ▾</translation>
    </message>
    <message>
        <source>Search all texts (Ctrl+F)</source>
        <translation>搜索全部文本 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search all texts</source>
        <translation>搜索全部文本</translation>
    </message>
    <message>
        <source>Clear &amp;filters</source>
        <translation>清除筛选(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Deleted rows</source>
        <translation>已删除的行(&amp;D)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Rows that are curated</source>
        <translation>正在整理的行</translation>
    </message>
    <message>
        <source>%1 chosen</source>
        <translation>已选 %1</translation>
    </message>
    <message>
        <source>No row is deleted.</source>
        <translation>没有已删除的行。</translation>
    </message>
    <message>
        <source>No row is like that. Take a filter away, or empty the search.</source>
        <translation>没有这样的行。请去掉一个筛选条件，或清空搜索。</translation>
    </message>
    <message>
        <source>All rows are deleted. Undo, or look at the deleted rows.</source>
        <translation>所有行都已删除。可以撤销，或查看已删除的行。</translation>
    </message>
    <message>
        <source>C&amp;onversation</source>
        <translation>对话(&amp;O)</translation>
    </message>
    <message>
        <source>The row to be read, instead of its fields</source>
        <translation>以便于阅读的形式显示该行，而不是它的字段</translation>
    </message>
</context>
<context>
    <name>lapidary::CurationViewModel</name>
    <message>
        <source>Deleting</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Bringing back</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Tagging</source>
        <translation>正在打标签</translation>
    </message>
    <message>
        <source>Taking the tag away</source>
        <translation>正在取下标签</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Redoing</source>
        <translation>正在重做</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Copying the rows</source>
        <translation>正在复制各行</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>%1 of %2 deleted rows</source>
        <translation>%2 行已删除行中的 %1 行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>  ·  %1 deleted</source>
        <translation>  ·  已删除 %1 行</translation>
    </message>
    <message>
        <source>  ·  %1 not indexed yet</source>
        <translation>  ·  %1 行尚未编入索引</translation>
    </message>
</context>
<context>
    <name>lapidary::CurveChart</name>
    <message>
        <source>Chart of %1</source>
        <translation>%1 的图表</translation>
    </message>
    <message>
        <source>Plus and minus zoom, left and right move the cursor, Home shows all, the menu key exports</source>
        <translation>加减键缩放，左右键移动光标，Home 显示全部，菜单键导出</translation>
    </message>
    <message>
        <source>&amp;Fit all curves</source>
        <translation>显示全部曲线(&amp;F)</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>复制图像(&amp;I)</translation>
    </message>
    <message>
        <source>Copy &amp;data as CSV</source>
        <translation>以 CSV 复制数据(&amp;D)</translation>
    </message>
    <message>
        <source>Export as &amp;%1…</source>
        <translation>导出为 &amp;%1…</translation>
    </message>
</context>
<context>
    <name>lapidary::DataPanel</name>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Of the experiment</source>
        <translation>实验所用</translation>
    </message>
    <message>
        <source>Made by runs</source>
        <translation>由运行生成</translation>
    </message>
    <message>
        <source>Earlier snapshots</source>
        <translation>较早的快照</translation>
    </message>
    <message>
        <source>%1 · not made yet</source>
        <translation>%1 · 尚未生成</translation>
    </message>
    <message>
        <source>Data sets of the project</source>
        <translation>项目的数据集</translation>
    </message>
    <message>
        <source>&amp;Import data…</source>
        <translation>导入数据(&amp;I)…</translation>
    </message>
    <message>
        <source>Search all rows</source>
        <translation>搜索所有行</translation>
    </message>
    <message>
        <source>Copy the chosen rows, with headers</source>
        <translation>复制所选行（含表头）</translation>
    </message>
    <message>
        <source>Leave the search, or the import</source>
        <translation>离开搜索或导入</translation>
    </message>
    <message>
        <source>Go over the tokens of a row</source>
        <translation>在一行的词元间移动</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>This project is open elsewhere: it can be read, not added to.</source>
        <translation>此项目已在别处打开：只能读取，不能添加。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Data sets belong to a project: what an experiment trains on and is measured by.</source>
        <translation>数据集属于项目：实验用它们训练，也用它们衡量。</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Reading the project …</source>
        <translation>正在读取项目…</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Drop a JSONL, CSV or TSV file here, or choose one. You see every row as it will be, and every row that is no good, before anything is written.</source>
        <translation>将 JSONL、CSV 或 TSV 文件拖到这里，或选择一个文件。写入之前，您会看到每一行导入后的样子，以及每一个不合格的行。</translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation>导入数据…</translation>
    </message>
    <message>
        <source>JSONL, CSV, TSV or GSM8K; a file may also be dropped here</source>
        <translation>JSONL、CSV、TSV 或 GSM8K；也可以把文件拖到这里</translation>
    </message>
    <message>
        <source>Being curated</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>Edit the cell; Enter takes it, Shift+Enter begins a line, Esc leaves it as it was</source>
        <translation>编辑单元格；Enter 采用，Shift+Enter 换行，Esc 保持原样</translation>
    </message>
    <message>
        <source>Tag the chosen rows, or take a tag away</source>
        <translation>给所选的行打标签，或取下标签</translation>
    </message>
    <message>
        <source>Delete the chosen rows, or bring deleted ones back</source>
        <translation>删除所选的行，或恢复已删除的行</translation>
    </message>
    <message>
        <source>Replace text in rows</source>
        <translation>在行中替换文本</translation>
    </message>
    <message>
        <source>The history of a row</source>
        <translation>行的历史</translation>
    </message>
    <message>
        <source>&amp;Mix data sets…</source>
        <translation>混合数据集(&amp;M)…</translation>
    </message>
    <message>
        <source>A data set of several of the experiment, each with a weight</source>
        <translation>由实验中的多个数据集按权重混合成一个数据集</translation>
    </message>
    <message>
        <source>Rows (*.jsonl *.ndjson *.json *.csv *.tsv *.parquet *.txt *.md *.gz *.zst *.zip);;All files (*)</source>
        <translation>数据行 (*.jsonl *.ndjson *.json *.csv *.tsv *.parquet *.txt *.md *.gz *.zst *.zip);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Put &amp;back</source>
        <translation>放回(&amp;B)</translation>
    </message>
    <message>
        <source>In the list: rename or delete the data set</source>
        <translation>在列表中：重命名或删除数据集</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>已删除：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::DataReader</name>
    <message>
        <source>%1 bad rows are in %2. Mend what stands in &quot;row&quot; there, and import that file.</source>
        <translation>%1 个坏行已存入 %2。请修正其中 &quot;row&quot; 的内容，再导入该文件。</translation>
    </message>
</context>
<context>
    <name>lapidary::DataRowsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>lapidary::DataViewModel</name>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 hits in %2 of %3 rows</source>
        <translation>%1 处匹配，位于 %3 行中的 %2 行</translation>
    </message>
    <message>
        <source>1 hit in %1 rows</source>
        <translation>%1 行中有 1 处匹配</translation>
    </message>
</context>
<context>
    <name>lapidary::DifferenceDialog</name>
    <message>
        <source>(not said)</source>
        <translation>（未写明）</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>对比项</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>+ added</source>
        <translation>+ 新增</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− 移除</translation>
    </message>
    <message>
        <source>→ renamed, was “%1”</source>
        <translation>→ 更名，原为“%1”</translation>
    </message>
    <message>
        <source>~ changed</source>
        <translation>~ 已更改</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What was run of it last</source>
        <translation>其最近一次运行</translation>
    </message>
    <message>
        <source>The project %1</source>
        <translation>项目 %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>&amp;Another…</source>
        <translation>其他(&amp;A)…</translation>
    </message>
    <message>
        <source>The experiment.toml of another project</source>
        <translation>另一个项目的 experiment.toml</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>The experiment as it is now, compared &amp;with</source>
        <translation>当前实验，比较对象(&amp;W)</translation>
    </message>
    <message>
        <source>Both are read …</source>
        <translation>正在读取两者…</translation>
    </message>
    <message>
        <source>Another experiment</source>
        <translation>另一个实验</translation>
    </message>
    <message>
        <source>Experiments (*.toml)</source>
        <translation>实验 (*.toml)</translation>
    </message>
    <message>
        <source>✓ They say the same.</source>
        <translation>✓ 两者内容相同。</translation>
    </message>
    <message>
        <source>One thing differs.</source>
        <translation>有 1 处不同。</translation>
    </message>
    <message>
        <source>%1 things differ.</source>
        <translation>有 %1 处不同。</translation>
    </message>
    <message>
        <source>%1 “%2”</source>
        <translation>%1“%2”</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>lapidary::DifficultyView</name>
    <message>
        <source>never right</source>
        <translation>从未答对</translation>
    </message>
    <message>
        <source>over %1 to %2 %</source>
        <translation>%1 以上至 %2 %</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 道题</translation>
    </message>
    <message>
        <source>Whose samples tell the difficulty</source>
        <translation>按谁的样本判断难度</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>An arm whose own samples sort the problems looks steeper than it is: choose the base.</source>
        <translation>用某对比项自己的样本给题目排难度，会使该对比项显得更陡：请选择基座。</translation>
    </message>
    <message>
        <source>How often right are samples of</source>
        <translation>按其样本的答对频率：</translation>
    </message>
    <message>
        <source>Arms against the difficulty of problems</source>
        <translation>各对比项对题目难度</translation>
    </message>
    <message>
        <source>Reading the samples …</source>
        <translation>正在读取样本……</translation>
    </message>
    <message>
        <source>No finished arm keeps two samples or more of every problem, by which it could be told how hard a problem is.</source>
        <translation>没有已完成的对比项为每道题保存了两个或更多样本，因此无法判断题目有多难。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未被问到</translation>
    </message>
</context>
<context>
    <name>lapidary::DockLayout</name>
    <message>
        <source>change of the layout</source>
        <translation>布局改动</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>任务(&amp;J)</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>日志(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>检查器(&amp;I)</translation>
    </message>
</context>
<context>
    <name>lapidary::DrawDialog</name>
    <message>
        <source>Model that answers</source>
        <translation>作答的模型</translation>
    </message>
    <message>
        <source>How its answers are drawn</source>
        <translation>回答的生成方式</translation>
    </message>
    <message>
        <source>Problems that are answered</source>
        <translation>要回答的题目</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw samples</source>
        <translation>抽取样本</translation>
    </message>
    <message>
        <source>New arm</source>
        <translation>新对比项</translation>
    </message>
    <message>
        <source>Several answers to every problem, kept with their grades: pairs to label, or rows to learn from.</source>
        <translation>对每道题给出多个回答并保留评分：可组成待标注的对，或作为训练数据。</translation>
    </message>
    <message>
        <source>A model with a way to answer. Its answers are graded and stand in the comparison. Counted as: %1.</source>
        <translation>一个模型加一种作答方式。其回答经评分后列入比较。归类为：%1。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Problems, one bucket of the comparison each</source>
        <translation>题目，每个数据集为比较中的一组</translation>
    </message>
    <message>
        <source>A field of the form is wrong.</source>
        <translation>表单中有一个字段有误。</translation>
    </message>
    <message>
        <source>%1 fields of the form are wrong.</source>
        <translation>表单中有 %1 个字段有误。</translation>
    </message>
</context>
<context>
    <name>lapidary::DrawViewModel</name>
    <message>
        <source>samples of %1</source>
        <translation>%1 的样本</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请取一个名称。</translation>
    </message>
    <message>
        <source>The name is too long: at most 60 bytes.</source>
        <translation>名称过长：最多 60 字节。</translation>
    </message>
    <message>
        <source>The name “%1” is taken already.</source>
        <translation>名称“%1”已被使用。</translation>
    </message>
    <message>
        <source>The experiment has no model: add one to [models].</source>
        <translation>实验没有模型：请在 [models] 中添加。</translation>
    </message>
    <message>
        <source>No data of the experiment holds problems.</source>
        <translation>实验中没有包含题目的数据。</translation>
    </message>
    <message>
        <source>Choose at least one set of problems.</source>
        <translation>请至少选择一组题目。</translation>
    </message>
</context>
<context>
    <name>lapidary::DuplicatesDialog</name>
    <message>
        <source>Duplicates</source>
        <translation>重复行</translation>
    </message>
    <message>
        <source>Among the %1 on show. One row of each cluster is kept; the others can be deleted or tagged, as one step that can be undone.</source>
        <translation>在显示的 %1 中查找。每组保留一行；其余的可以删除或打上标签，作为可以撤销的一步。</translation>
    </message>
    <message>
        <source>Also &amp;near ones, that share most of their words</source>
        <translation>也包括大部分词相同的近似行(&amp;N)</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>Which row is kept</source>
        <translation>保留哪一行</translation>
    </message>
    <message>
        <source>Clusters of rows</source>
        <translation>重复的组</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>查找(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Tag the others</source>
        <translation>给其余打标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Delete the others</source>
        <translation>删除其余(&amp;D)</translation>
    </message>
    <message>
        <source>Share of runs of words that both have</source>
        <translation>两边共有的连续词所占比例</translation>
    </message>
    <message>
        <source>all texts</source>
        <translation>全部文本</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>the longest</source>
        <translation>最长的一行</translation>
    </message>
    <message>
        <source>the first tagged “%1”</source>
        <translation>第一个带标签“%1”的行</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>比较(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Similarity</source>
        <translation>相似度(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比对</translation>
    </message>
    <message>
        <source>✓ kept</source>
        <translation>✓ 保留</translation>
    </message>
    <message>
        <source>one too many</source>
        <translation>多余</translation>
    </message>
    <message>
        <source>1 cluster</source>
        <translation>1 组</translation>
    </message>
    <message>
        <source>%1 clusters</source>
        <translation>%1 组</translation>
    </message>
    <message>
        <source>No duplicates among these rows.</source>
        <translation>这些行中没有重复。</translation>
    </message>
    <message>
        <source>%1; %2 too many.</source>
        <translation>%1；多余 %2。</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>正在标记</translation>
    </message>
</context>
<context>
    <name>lapidary::EstimateChart</name>
    <message>
        <source>Quality of the labels</source>
        <translation>标注质量</translation>
    </message>
</context>
<context>
    <name>lapidary::ExperimentEditing</name>
    <message>
        <source>The experiment was not changed</source>
        <translation>实验未被修改</translation>
    </message>
</context>
<context>
    <name>lapidary::ExperimentQueue</name>
    <message>
        <source>The experiment cannot start</source>
        <translation>实验无法启动</translation>
    </message>
    <message>
        <source>“%1” cannot start</source>
        <translation>“%1”无法启动</translation>
    </message>
    <message>
        <source>%1 have the same inputs: one run, %2, serves them.</source>
        <translation>%1 的输入相同：它们共用一次运行 %2。</translation>
    </message>
    <message>
        <source>The run cannot be forked</source>
        <translation>无法从此运行分叉</translation>
    </message>
    <message>
        <source>The queue stays as it is</source>
        <translation>队列保持不变</translation>
    </message>
    <message>
        <source>The experiment stopped</source>
        <translation>实验已停止</translation>
    </message>
    <message>
        <source>The run does not go on</source>
        <translation>运行未能继续</translation>
    </message>
</context>
<context>
    <name>lapidary::FieldRow</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中为 %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>empty by default</source>
        <translation>默认为空</translation>
    </message>
    <message>
        <source>default %1</source>
        <translation>默认 %1</translation>
    </message>
    <message>
        <source>Changed. %1</source>
        <translation>已更改。%1</translation>
    </message>
    <message>
        <source>%1 values: a run for each</source>
        <translation>%1 个值：每个一次运行</translation>
    </message>
    <message>
        <source>Several values with commas between them make a run each.</source>
        <translation>用逗号分隔的多个值各成一次运行。</translation>
    </message>
    <message>
        <source>LoRA (off: all weights)</source>
        <translation>LoRA（关闭：全部权重）</translation>
    </message>
    <message>
        <source>Says something only with: %1</source>
        <translation>仅与以下设置一起时有意义：%1</translation>
    </message>
    <message>
        <source>was empty</source>
        <translation>原为空</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
</context>
<context>
    <name>lapidary::FilterHeader</name>
    <message>
        <source>Filter of the column %1</source>
        <translation>%1 列的筛选</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Words that the cell has; =x, !=x, &lt;5 or &gt;5; ? for rows without it</source>
        <translation>单元格中的文字；=x、!=x、&lt;5 或 &gt;5；? 表示没有该列的行</translation>
    </message>
</context>
<context>
    <name>lapidary::FirstSteps</name>
    <message>
        <source>An experiment in three steps</source>
        <translation>三步完成一个实验</translation>
    </message>
    <message>
        <source>A model to begin from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>A folder in Hugging Face layout, a GGUF file, or a server that answers.</source>
        <translation>Hugging Face 布局的文件夹、GGUF 文件，或可应答的服务器。</translation>
    </message>
    <message>
        <source>Import a &amp;model…</source>
        <translation>导入模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Data to learn from</source>
        <translation>学习数据</translation>
    </message>
    <message>
        <source>Rows of prompts and answers, chats, or preferences: JSON Lines, JSON, CSV or text.</source>
        <translation>提示与回答、对话或偏好的各行：JSON Lines、JSON、CSV 或文本。</translation>
    </message>
    <message>
        <source>Import &amp;data…</source>
        <translation>导入数据(&amp;D)…</translation>
    </message>
    <message>
        <source>A training</source>
        <translation>一次训练</translation>
    </message>
    <message>
        <source>Its form says what it needs, how long it will take, and what each setting does.</source>
        <translation>表单会说明它需要什么、要多长时间，以及每项设置的作用。</translation>
    </message>
    <message>
        <source>New &amp;training…</source>
        <translation>新训练(&amp;T)…</translation>
    </message>
    <message>
        <source>What you do here is kept in experiment.toml and added.toml of the project; the command line runs the same.</source>
        <translation>您在此所做的保存在项目的 experiment.toml 和 added.toml 中；命令行运行的内容相同。</translation>
    </message>
</context>
<context>
    <name>lapidary::ForgettingModel</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未测</translation>
    </message>
    <message>
        <source>%1 on “%2”: %3 of %4 right, %5 to %6 with 95 % confidence.</source>
        <translation>%1 在“%2”上：%4 题中答对 %3 题，95 % 置信区间 %5 至 %6。</translation>
    </message>
    <message>
        <source>Against %1: %2 points.</source>
        <translation>与 %1 相比：%2 个百分点。</translation>
    </message>
    <message>
        <source>Of %1 problems that both were asked %2 flipped to wrong and %3 to right.</source>
        <translation>两者都答过的 %1 题中，%2 题由对变错，%3 题由错变对。</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>遗忘</translation>
    </message>
</context>
<context>
    <name>lapidary::ForgettingView</name>
    <message>
        <source>Tasks against stages of training</source>
        <translation>任务与训练阶段</translation>
    </message>
    <message>
        <source>Reading the answers …</source>
        <translation>正在读取回答……</translation>
    </message>
    <message>
        <source>With arms that ask two models or more in the same way, what each stage of training can do of each task stands here, and what it forgot.</source>
        <translation>当有以相同方式询问两个以上模型的测试组时，这里显示每个训练阶段在每项任务上的能力，以及遗忘了什么。</translation>
    </message>
    <message>
        <source>Share of right answers (%1), each stage against the one that it went on from. Enter on a cell shows the answers that flipped to wrong.</source>
        <translation>答对比例（%1），每个阶段与其起点阶段相比。在单元格上按回车显示由对变错的回答。</translation>
    </message>
</context>
<context>
    <name>lapidary::FreezeDialog</name>
    <message>
        <source>Freeze as a data set</source>
        <translation>冻结为数据集</translation>
    </message>
    <message>
        <source>The %1 on show are written as they stand now, and the experiment gets a data set of them. Later edits change nothing in it.</source>
        <translation>显示的 %1 按现在的样子写出，并成为实验的一个数据集。以后的编辑不会改变它。</translation>
    </message>
    <message>
        <source>&amp;Name in the experiment</source>
        <translation>在实验中的名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>冻结(&amp;F)</translation>
    </message>
    <message>
        <source>The experiment has a data set of this name already.</source>
        <translation>实验中已有同名的数据集。</translation>
    </message>
    <message>
        <source>Freezing</source>
        <translation>正在冻结</translation>
    </message>
    <message>
        <source>Freeze, and train on it</source>
        <translation>冻结并用其训练</translation>
    </message>
    <message>
        <source>&amp;Freeze and train…</source>
        <translation>冻结并训练(&amp;F)…</translation>
    </message>
</context>
<context>
    <name>lapidary::GraphCanvas</name>
    <message>
        <source>Stages of the experiment</source>
        <translation>实验的各个阶段</translation>
    </message>
    <message>
        <source>Let go on a stage or an arm that lights up.</source>
        <translation>请在亮起的阶段或对比项上松开。</translation>
    </message>
    <message>
        <source>Let go beside everything to take this input away.</source>
        <translation>在空白处松开即可移除此输入。</translation>
    </message>
    <message>
        <source>As its %1</source>
        <translation>作为其 %1</translation>
    </message>
</context>
<context>
    <name>lapidary::HistoryDialog</name>
    <message>
        <source>History of row %1</source>
        <translation>第 %1 行的历史</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作历史</translation>
    </message>
    <message>
        <source>Every change since the import, the oldest first.</source>
        <translation>导入以来的每次改动，最早的在前。</translation>
    </message>
    <message>
        <source>Every step since the import, the newest first. Undo and redo are steps too.</source>
        <translation>导入以来的每一步，最新的在前。撤销与重做也是步骤。</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Nothing has changed since the import.</source>
        <translation>导入以来没有改动。</translation>
    </message>
    <message>
        <source>Compare &amp;versions…</source>
        <translation>比较版本(&amp;V)…</translation>
    </message>
</context>
<context>
    <name>lapidary::HomeFeature</name>
    <message>
        <source>&amp;Run the whole experiment</source>
        <translation>运行整个实验(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Add to the experiment…</source>
        <translation>添加到实验(&amp;A)…</translation>
    </message>
    <message>
        <source>The run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>What &amp;differs…</source>
        <translation>差异(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>lapidary::HomePanel</name>
    <message>
        <source>Run &amp;all</source>
        <translation>全部运行(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole experiment (Home)</source>
        <translation>显示整个实验（Home）</translation>
    </message>
    <message>
        <source>Choose the next stage of the graph</source>
        <translation>选择图中的下一个阶段</translation>
    </message>
    <message>
        <source>Zoom the graph (or turn the wheel; dragging moves it)</source>
        <translation>缩放图（或转动滚轮；拖动可平移）</translation>
    </message>
    <message>
        <source>Show the whole experiment</source>
        <translation>显示整个实验</translation>
    </message>
    <message>
        <source>The experiment cannot be read</source>
        <translation>无法读取实验</translation>
    </message>
    <message>
        <source>%1 of %2 stages finished</source>
        <translation>已完成 %1 / %2 个阶段</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>运行中…</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>Runs every stage that is not finished yet (F5)</source>
        <translation>运行所有尚未完成的阶段（F5）</translation>
    </message>
    <message>
        <source>Show curves or answers of the stage, or its form while it has none (or double-click)</source>
        <translation>显示该阶段的曲线或回答；尚无时打开其表单（或双击）</translation>
    </message>
    <message>
        <source>What can be done with the stage (or right-click)</source>
        <translation>可对该阶段执行的操作（或右键单击）</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Run it and what it needs</source>
        <translation>运行它及其所需阶段(&amp;R)</translation>
    </message>
    <message>
        <source>Start it &amp;with changes…</source>
        <translation>修改后启动(&amp;W)…</translation>
    </message>
    <message>
        <source>New &amp;arm on this model…</source>
        <translation>基于此模型的新对比项(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Draw samples from this model…</source>
        <translation>从此模型抽取样本(&amp;D)…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>添加(&amp;D)…</translation>
    </message>
    <message>
        <source>Models, data, stages and arms (Insert)</source>
        <translation>模型、数据、阶段和对比项（Insert）</translation>
    </message>
    <message>
        <source>Add a model, data, a stage or an arm</source>
        <translation>添加模型、数据、阶段或对比项</translation>
    </message>
    <message>
        <source>Rename the stage</source>
        <translation>重命名阶段</translation>
    </message>
    <message>
        <source>Delete the stage from the experiment; its runs stay</source>
        <translation>从实验中删除该阶段；其运行会保留</translation>
    </message>
    <message>
        <source>Copy, cut and paste stages, as text of experiment.toml</source>
        <translation>以 experiment.toml 文本形式复制、剪切和粘贴阶段</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>编辑(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>重命名(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Feed it to</source>
        <translation>提供给(&amp;F)</translation>
    </message>
    <message>
        <source>%1, as its %2</source>
        <translation>%1，作为其 %2</translation>
    </message>
    <message>
        <source>&amp;Take away</source>
        <translation>移除(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>创建副本(&amp;U)</translation>
    </message>
    <message>
        <source>De&amp;lete from the experiment</source>
        <translation>从实验中删除(&amp;L)</translation>
    </message>
    <message>
        <source>To be mended before it can run: %1. The stages are marked.</source>
        <translation>运行前须修正：%1 处。相关阶段已标出。</translation>
    </message>
    <message>
        <source>&amp;What differs…</source>
        <translation>差异(&amp;W)…</translation>
    </message>
    <message>
        <source>Between the experiment as it is now and what was run of it, or another one</source>
        <translation>当前实验与其已运行内容或另一个实验之间的差异</translation>
    </message>
    <message>
        <source>By estimate: %1</source>
        <translation>预计：%1</translation>
    </message>
    <message>
        <source>&amp;What differs from its run…</source>
        <translation>与其运行的差异(&amp;W)…</translation>
    </message>
</context>
<context>
    <name>lapidary::HomeViewModel</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>%1 [%2–%3]</source>
        <translation>%1 [%2–%3]</translation>
    </message>
    <message>
        <source>%1 of %2 arms</source>
        <translation>%1 / %2 个对比项</translation>
    </message>
</context>
<context>
    <name>lapidary::ImportPage</name>
    <message>
        <source>Name of the data set</source>
        <translation>数据集名称</translation>
    </message>
    <message>
        <source>What the rows are</source>
        <translation>这些行是什么</translation>
    </message>
    <message>
        <source>Which column becomes which field</source>
        <translation>哪一列成为哪个字段</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
    <message>
        <source>Name in the project</source>
        <translation>在项目中的名称</translation>
    </message>
    <message>
        <source>The rows are</source>
        <translation>这些行是</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>First rows as they would be imported</source>
        <translation>导入后的前几行</translation>
    </message>
    <message>
        <source>Bad rows</source>
        <translation>不合格的行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>为何略去</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1 good rows</source>
        <translation>%1 个合格行</translation>
    </message>
    <message>
        <source>%1 bad</source>
        <translation>%1 个不合格</translation>
    </message>
    <message>
        <source>%1 blank lines</source>
        <translation>%1 个空行</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>已识别：%1</translation>
    </message>
    <message>
        <source>Recognise by the columns</source>
        <translation>按列名识别</translation>
    </message>
    <message>
        <source>The columns are not known by their names. Say which of them is the prompt, the completion and so on.</source>
        <translation>无法从列名认出这些列。请说明哪一列是 prompt、completion 等。</translation>
    </message>
    <message>
        <source>There is no good row to import.</source>
        <translation>没有可导入的合格行。</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>&amp;Import %1 rows</source>
        <translation>导入 %1 行(&amp;I)</translation>
    </message>
    <message>
        <source>What %1 becomes</source>
        <translation>%1 成为什么</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>略去：%1</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>No bad rows</source>
        <translation>没有不合格的行</translation>
    </message>
    <message>
        <source>%1 bad rows are left out; the first %2</source>
        <translation>略去 %1 个不合格的行；列出前 %2 个</translation>
    </message>
    <message>
        <source>%1 bad rows are left out</source>
        <translation>略去 %1 个不合格的行</translation>
    </message>
    <message>
        <source>kept beside the row</source>
        <translation>保留在行旁</translation>
    </message>
    <message>
        <source>Kept beside the rows: %1</source>
        <translation>保留在行旁：%1</translation>
    </message>
    <message>
        <source>How the file holds its rows</source>
        <translation>文件以何种方式存放数据行</translation>
    </message>
    <message>
        <source>The file is</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>&amp;Save the bad rows…</source>
        <translation>保存坏行(&amp;S)…</translation>
    </message>
    <message>
        <source>Recognise by its name and content</source>
        <translation>按文件名与内容识别</translation>
    </message>
    <message>
        <source>Save the bad rows</source>
        <translation>保存坏行</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>lapidary::InspectorView</name>
    <message>
        <source>Facts of the run</source>
        <translation>运行的详细信息</translation>
    </message>
    <message>
        <source>Choose a stage or a run</source>
        <translation>请选择一个阶段或运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Its configuration, hashes and history stand here.</source>
        <translation>其配置、哈希和历史会显示在这里。</translation>
    </message>
    <message>
        <source>It will take, by estimate: %1</source>
        <translation>预计需要：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::JobsView</name>
    <message>
        <source>Runs of the project</source>
        <translation>项目的运行</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>恢复(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Start &amp;next</source>
        <translation>接着启动(&amp;N)</translation>
    </message>
    <message>
        <source>The queued run and what it needs start before all others</source>
        <translation>排队的运行及其所需的运行先于其他运行启动</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Take the queued run, and what needs it, out of the queue</source>
        <translation>将排队的运行及依赖它的运行移出队列</translation>
    </message>
    <message>
        <source>M&amp;ore ▾</source>
        <translation>更多(&amp;O) ▾</translation>
    </message>
    <message>
        <source>What else can be done with the run</source>
        <translation>还可以对该运行做什么</translation>
    </message>
    <message>
        <source>Choose a run.</source>
        <translation>请选择一个运行。</translation>
    </message>
    <message>
        <source>Nothing is at work here.</source>
        <translation>这里没有正在进行的运行。</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelActions</name>
    <message>
        <source>Shades each token by how unlikely the model that answered finds it; unlikely ones are underlined</source>
        <translation>按作答模型认为的不可能程度给每个词元着色；不太可能的加下划线</translation>
    </message>
    <message>
        <source>With Shift: strongly</source>
        <translation>按住 Shift：强烈</translation>
    </message>
    <message>
        <source>Begins with the first answer; with Shift+E with the last one</source>
        <translation>从第一个回答开始编辑；按 Shift+E 从最后一个开始</translation>
    </message>
    <message>
        <source>Ask the model for new answers to this prompt; they come next in the queue</source>
        <translation>让模型对这个提示给出新的回答；它们接下来出现在队列中</translation>
    </message>
    <message>
        <source>Shows what a judge says of the pair, with its reasons. A verdict that you give without looking tells how far the judge agrees with you.</source>
        <translation>显示评判对这一对的看法及理由。您没看建议就作出的判断，能说明评判与您有多一致。</translation>
    </message>
</context>
<context>
    <name>lapidary::InstructDialog</name>
    <message>
        <source>Let a model write rows</source>
        <translation>让模型写行</translation>
    </message>
    <message>
        <source>Self-instruct: a model is shown tasks of the %1 on show, writes further ones and answers them. What is like another task, cut off, copied or no answer is left out. You look at the rows before they are added.</source>
        <translation>Self-instruct：向模型展示所显示 %1 中的任务，由它写出新的任务并作答。与其他任务相似、被截断、照抄或没有回答的都会略去。添加之前您可以先查看这些行。</translation>
    </message>
    <message>
        <source>Rows that the model wrote</source>
        <translation>模型写的行</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>写(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Add them</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Rule that answers must agree by</source>
        <translation>回答须据以一致的规则</translation>
    </message>
    <message>
        <source>Check of each answer</source>
        <translation>对每个回答的检查</translation>
    </message>
    <message>
        <source>New rows</source>
        <translation>新行</translation>
    </message>
    <message>
        <source>Answers to each task</source>
        <translation>每个任务的回答</translation>
    </message>
    <message>
        <source>Longest answer, in tokens</source>
        <translation>最长回答（词元）</translation>
    </message>
    <message>
        <source> tokens at most</source>
        <translation> 个词元以内</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>种子 </translation>
    </message>
    <message>
        <source>By ROUGE-L: the longest run of words that two tasks share in their order, gaps allowed</source>
        <translation>按 ROUGE-L：两个任务按顺序共有的最长词序列，允许间隔</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>New &amp;rows</source>
        <translation>新行(&amp;R)</translation>
    </message>
    <message>
        <source>No task as &amp;like another as</source>
        <translation>任务相似度须低于(&amp;L)</translation>
    </message>
    <message>
        <source>Answers to &amp;each task</source>
        <translation>每个任务的回答(&amp;E)</translation>
    </message>
    <message>
        <source>At least half agree &amp;by</source>
        <translation>至少半数一致，依据(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Check of each answer</source>
        <translation>对每个回答的检查(&amp;C)</translation>
    </message>
    <message>
        <source>no rule: the first good answer is taken</source>
        <translation>无规则：取第一个好的回答</translation>
    </message>
    <message>
        <source>no check</source>
        <translation>不检查</translation>
    </message>
    <message>
        <source>The project has no model that could be asked.</source>
        <translation>项目中没有可询问的模型。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 个%2</translation>
    </message>
    <message>
        <source>%1 made of %2 tasks.</source>
        <translation>由 %2 个任务得到 %1。</translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>已略去：%1。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写</translation>
    </message>
    <message>
        <source>These rows are not added yet. Close once more to leave them out.</source>
        <translation>这些行尚未添加。再次关闭即放弃它们。</translation>
    </message>
    <message>
        <source>Adding</source>
        <translation>正在添加</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelAnswersView</name>
    <message>
        <source>Left answer</source>
        <translation>左侧回答</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>右侧回答</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>回答 %1</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation>第 %1 位</translation>
    </message>
    <message>
        <source>an empty answer</source>
        <translation>空回答</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelItemView</name>
    <message>
        <source>Guidelines</source>
        <translation>标注指南</translation>
    </message>
    <message>
        <source>How to judge, for everybody who labels this queue. Such as: prefer the answer that is right, then the one whose reasoning is right, then the shorter one. Skip what you cannot judge; flag what somebody else should see. What you write here is kept with the queue.</source>
        <translation>如何判断，供所有标注这个队列的人参考。例如：先选正确的回答，再选推理正确的，再选较短的。无法判断的就跳过；需要别人看的就标记。这里写的内容与队列一起保存。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>What others said of this item; your verdict settles it</source>
        <translation>其他人对这个条目的判断；由你的判断裁定</translation>
    </message>
    <message>
        <source>The answer as it should be; it is chosen over the others</source>
        <translation>应有的回答；它优先于其他回答</translation>
    </message>
    <message>
        <source>A comment on this item</source>
        <translation>对这个条目的评论</translation>
    </message>
    <message>
        <source>Ideal answer</source>
        <translation>理想回答</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>a tie</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>both are bad</source>
        <translation>两者都差</translation>
    </message>
    <message>
        <source>%1, strongly</source>
        <translation>%1，强烈</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>not blind</source>
        <translation>非盲评</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>No item</source>
        <translation>没有条目</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>taken over from a judge</source>
        <translation>采纳自评判的建议</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelOrderChoice</name>
    <message>
        <source>Which item comes next</source>
        <translation>接下来是哪个条目</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The queue&apos;s own order: %1</source>
        <translation>按队列自己的顺序：%1</translation>
    </message>
    <message>
        <source>Looking what your labels tell…</source>
        <translation>正在查看您的标注说明什么…</translation>
    </message>
    <message numerus="yes">
        <source>Fitted to %n preferences</source>
        <translation>
            <numerusform>已按 %n 个偏好拟合</numerusform>
        </translation>
    </message>
    <message>
        <source>Scored: %1 of %2</source>
        <translation>已打分：%1 / %2</translation>
    </message>
    <message>
        <source>All items are scored</source>
        <translation>所有条目都已打分</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>接下来：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelPanel</name>
    <message>
        <source>Read the queue &amp;again</source>
        <translation>重新读取队列(&amp;A)</translation>
    </message>
    <message>
        <source>Labelling has stopped, because the last label could not be saved. %1</source>
        <translation>标注已停止，因为最后一条标注未能保存。%1</translation>
    </message>
    <message>
        <source>E&amp;xport labels</source>
        <translation>导出标注(&amp;X)</translation>
    </message>
    <message>
        <source>Write the labels as a data set that trainings read</source>
        <translation>把标注写成训练可读的数据集</translation>
    </message>
    <message>
        <source>&amp;Train on these labels</source>
        <translation>用这些标注训练(&amp;T)</translation>
    </message>
    <message>
        <source>Adds a stage of the labelled model to the experiment that learns from such labels (DPO, KTO, SFT, PRM), on exactly these, and starts it</source>
        <translation>给实验加上被标注模型的一个阶段，恰好用这些标注学习（DPO、KTO、SFT、PRM），并启动它</translation>
    </message>
    <message>
        <source>All items are judged. Export the labels, or train on them.</source>
        <translation>所有条目都已判断。可导出标注，或用它们训练。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is open but %n skipped items.</source>
        <translation>
            <numerusform>除 %n 个跳过的条目外都已完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the method that learns from these labels</source>
        <translation>选择学习这些标签的方法</translation>
    </message>
    <message>
        <source>Every method that learns from such labels, with what it leaves out</source>
        <translation>所有能学习这类标签的方法，以及各自略去的内容</translation>
    </message>
    <message>
        <source>%1: %2 rows of %3 items</source>
        <translation>%1：%3 个条目中的 %2 行</translation>
    </message>
    <message>
        <source>%1; left out: %2</source>
        <translation>%1；略去：%2</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelQualityView</name>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha (nominal)</source>
        <translation>Krippendorff α（名义）</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha (ordinal)</source>
        <translation>Krippendorff α（顺序）</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha (interval)</source>
        <translation>Krippendorff α（等距）</translation>
    </message>
    <message>
        <source>&amp;Settle them</source>
        <translation>裁定它们(&amp;S)</translation>
    </message>
    <message>
        <source>Makes a queue of the items that people judged otherwise; what is said there counts</source>
        <translation>用判断不一致的条目建一个队列；以那里的判断为准</translation>
    </message>
    <message>
        <source>&amp;Back to labelling</source>
        <translation>返回标注(&amp;B)</translation>
    </message>
    <message>
        <source>Quality of “%1”</source>
        <translation>“%1”的质量</translation>
    </message>
    <message>
        <source>No item is disputed.</source>
        <translation>没有分歧条目。</translation>
    </message>
    <message numerus="yes">
        <source>%n items are disputed.</source>
        <translation>
            <numerusform>有 %n 个分歧条目。</numerusform>
        </translation>
    </message>
    <message>
        <source>Agreement, with 95 % intervals</source>
        <translation>一致性，附 95 % 区间</translation>
    </message>
    <message>
        <source>nothing that two people judged differs</source>
        <translation>两人都判断过的内容没有差异</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 与 %2</translation>
    </message>
    <message>
        <source>%1: the same</source>
        <translation>%1：相同</translation>
    </message>
    <message>
        <source>%1: Cohen&apos;s kappa</source>
        <translation>%1：Cohen κ</translation>
    </message>
    <message>
        <source>only one thing was said</source>
        <translation>只出现过一种判断</translation>
    </message>
    <message>
        <source>Nobody has labelled this queue yet.</source>
        <translation>还没有人标注过这个队列。</translation>
    </message>
    <message>
        <source>Seconds until a verdict: half within %1 s</source>
        <translation>判断用时（秒）：一半在 %1 秒内</translation>
    </message>
    <message>
        <source>%1: %2 judged, %3 skipped</source>
        <translation>%1：已判断 %2，跳过 %3</translation>
    </message>
    <message>
        <source>, %1 after the names were seen</source>
        <translation>，其中 %1 个在看到名称之后</translation>
    </message>
    <message>
        <source>Same when asked twice</source>
        <translation>两次提问判断相同</translation>
    </message>
    <message>
        <source>nothing was asked twice</source>
        <translation>没有重复提问的条目</translation>
    </message>
    <message>
        <source>First answer preferred</source>
        <translation>偏好排在最前的回答</translation>
    </message>
    <message>
        <source>Longer answer preferred</source>
        <translation>偏好更长的回答</translation>
    </message>
    <message>
        <source>AI feedback of %1 against people</source>
        <translation>%1 的 AI 反馈与人对照</translation>
    </message>
    <message>
        <source>the better answer</source>
        <translation>更好的回答</translation>
    </message>
    <message>
        <source>%1: the same, unseen</source>
        <translation>%1：相同（未看建议）</translation>
    </message>
    <message>
        <source>all suggestions were seen first</source>
        <translation>都是先看了建议</translation>
    </message>
    <message>
        <source>%1: alike in both orders</source>
        <translation>%1：两种顺序一致</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelQueueView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待标注</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Labelling queue</source>
        <translation>标注队列</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新建(&amp;N)…</translation>
    </message>
    <message>
        <source>Search prompts, answers, notes</source>
        <translation>搜索提示、回答和笔记</translation>
    </message>
    <message>
        <source>%1 of %2 judged</source>
        <translation>已判断 %1 / %2</translation>
    </message>
    <message>
        <source> – position bias</source>
        <translation> – 位置偏差</translation>
    </message>
    <message>
        <source>Position bias: no preference yet</source>
        <translation>位置偏差：还没有偏好</translation>
    </message>
    <message>
        <source>Make another queue from the samples of runs, or from a data set</source>
        <translation>用运行的样本或数据集再建一个队列</translation>
    </message>
    <message>
        <source>Who labels</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>Who labels: everybody has labels of his own. Choose a name, or write another one.</source>
        <translation>标注者：每个人有自己的标注。选一个名字，或写另一个。</translation>
    </message>
    <message>
        <source>M&amp;ore…</source>
        <translation>更多(&amp;O)…</translation>
    </message>
    <message>
        <source>Quality of the labels</source>
        <translation>标注质量</translation>
    </message>
    <message>
        <source>Show whose answers these are (for good)</source>
        <translation>显示回答来自谁（不可撤回）</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keys of one&apos;s own stand in %1</source>
        <translation>自定义按键写在 %1</translation>
    </message>
    <message>
        <source>Which items to list</source>
        <translation>列出哪些条目</translation>
    </message>
    <message>
        <source>Search items</source>
        <translation>搜索条目</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>No item passes the filter.</source>
        <translation>没有条目符合筛选。</translation>
    </message>
    <message>
        <source>Share of the preferences that went to the answer that stood first, with its 95 % Wilson interval. The order is drawn at random: an interval without 50 % in it says that the place itself is preferred.</source>
        <translation>偏好排在最前的回答所占的比例及其 95 % Wilson 区间。顺序是随机抽取的：区间不含 50 % 就说明偏好的是位置本身。</translation>
    </message>
    <message numerus="yes">
        <source>, %n skipped</source>
        <translation>
            <numerusform>，跳过 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Median time per item: %1 s</source>
        <translation>每条目用时中位数：%1 秒</translation>
    </message>
    <message>
        <source>Time per item: nothing judged yet</source>
        <translation>每条目用时：还没有判断</translation>
    </message>
    <message>
        <source>First answer preferred: %1 (%2 to %3)</source>
        <translation>偏好最前的回答：%1（%2 到 %3）</translation>
    </message>
    <message>
        <source>Let a model judge the pairs</source>
        <translation>让模型评判这些对</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelSpansView</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Choose words with the mouse, or with Shift and the arrow keys, and mark them by a key.</source>
        <translation>用鼠标，或用 Shift 加方向键选中文字，再按键标记。</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1：“%2”</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelStepsView</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Steps of the answer</source>
        <translation>回答的步骤</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>As&amp;k a machine ▾</source>
        <translation>询问机器(&amp;K) ▾</translation>
    </message>
    <message>
        <source>Ask a machine what it says of the steps</source>
        <translation>询问机器对各步骤的判断</translation>
    </message>
    <message>
        <source>What it says stands beside the steps. A verdict that you give then is not unaided.</source>
        <translation>其判断显示在步骤旁边。此后给出的结论不再算独立判断。</translation>
    </message>
    <message>
        <source>The process reward model “%1”</source>
        <translation>过程奖励模型“%1”</translation>
    </message>
    <message>
        <source>Where the model gets from each step: 8 answers, graded</source>
        <translation>模型从每一步续写的结果：8 个回答，逐一评分</translation>
    </message>
    <message>
        <source>right, says “%1”</source>
        <translation>“%1”认为正确的概率</translation>
    </message>
    <message>
        <source>right answers behind the step, by “%1”</source>
        <translation>“%1”从该步续写的正确率</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%2：%1</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Turns of the agent</source>
        <translation>智能体的各轮</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>轮次</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelSuggestionView</name>
    <message>
        <source>The verdict is yours then, and says whose suggestion it was</source>
        <translation>结论随即成为您的标注，并记下它来自谁的建议</translation>
    </message>
    <message>
        <source>Takes the suggestion away; the pair waits for your own verdict</source>
        <translation>去掉这条建议；这一对等待您自己判断</translation>
    </message>
    <message>
        <source>AI feedback of %1</source>
        <translation>%1 的 AI 反馈</translation>
    </message>
    <message>
        <source>AI feedback of %1 by “%2”</source>
        <translation>%1 按“%2”的 AI 反馈</translation>
    </message>
    <message>
        <source>%1: a tie.</source>
        <translation>%1：平局。</translation>
    </message>
    <message>
        <source>left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>%1: %2, at %3 (%4 where it stood first, %5 where it stood second).</source>
        <translation>%1：%2，%3（排在前面时 %4，排在后面时 %5）。</translation>
    </message>
    <message>
        <source> The judge contradicts itself in the other order.</source>
        <translation> 换个顺序后评判自相矛盾。</translation>
    </message>
    <message>
        <source>With the left one first: %1</source>
        <translation>左边在前时：%1</translation>
    </message>
    <message>
        <source>With the right one first: %1</source>
        <translation>右边在前时：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelViewModel</name>
    <message>
        <source>Written: %1 (%2)</source>
        <translation>已写入：%1（%2）</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>ideal answer</source>
        <translation>理想回答</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>No token colours: %1</source>
        <translation>无法给词元着色：%1</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Undo %1 of item %2</source>
        <translation>撤销条目 %2 的%1</translation>
    </message>
    <message>
        <source>Redo %1 of item %2</source>
        <translation>重做条目 %2 的%1</translation>
    </message>
    <message>
        <source>That is not enough for a verdict yet.</source>
        <translation>还不足以作出判断。</translation>
    </message>
    <message>
        <source>That means nothing for this item.</source>
        <translation>这对该条目没有意义。</translation>
    </message>
    <message>
        <source>The model gave answers that the queue has already.</source>
        <translation>模型给出的回答队列中已经有了。</translation>
    </message>
    <message>
        <source>Fresh answers to this prompt come next.</source>
        <translation>接下来是对这个提示的新回答。</translation>
    </message>
    <message>
        <source>No fresh answers: %1</source>
        <translation>没有新的回答：%1</translation>
    </message>
    <message>
        <source>rejected suggestion</source>
        <translation>否决建议</translation>
    </message>
    <message>
        <source>The model is asked for fresh answers. Go on labelling meanwhile.</source>
        <translation>正在向模型要新的回答。您可以继续标注。</translation>
    </message>
    <message>
        <source>No suggestions: %1</source>
        <translation>没有建议：%1</translation>
    </message>
    <message>
        <source>No judge has compared the answers of this item.</source>
        <translation>还没有评判比较过这个条目的回答。</translation>
    </message>
    <message>
        <source>There is no suggestion on show: press the key for suggestions first.</source>
        <translation>当前没有显示建议：请先按“建议”的按键。</translation>
    </message>
    <message>
        <source>%1 is asked which answers are better, in both orders. Go on labelling meanwhile.</source>
        <translation>正在以两种顺序询问 %1 哪个回答更好。您可以继续标注。</translation>
    </message>
</context>
<context>
    <name>lapidary::LaunchPage</name>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Model to begin from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>Data to learn from</source>
        <translation>学习数据</translation>
    </message>
    <message>
        <source>Checkpoint to fork from</source>
        <translation>分叉的检查点</translation>
    </message>
    <message>
        <source>Run that the settings are compared with</source>
        <translation>用于对照设置的运行</translation>
    </message>
    <message>
        <source>Name of the training</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>&amp;Back to the curves</source>
        <translation>返回曲线(&amp;B)</translation>
    </message>
    <message>
        <source>Nothing is started (Esc)</source>
        <translation>不启动任何运行（Esc）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>From the checkpoint of step</source>
        <translation>自检查点（步）</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Meas&amp;ure now</source>
        <translation>立即测量(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>复制命令行</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>等效的命令行</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>no other run</source>
        <translation>无其他运行</translation>
    </message>
    <message>
        <source>Reading the project …</source>
        <translation>正在读取项目……</translation>
    </message>
    <message>
        <source>Fork of %1</source>
        <translation>%1 的分叉</translation>
    </message>
    <message>
        <source>%1, with changes</source>
        <translation>更改后再次运行 %1</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>新训练</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>放弃(&amp;G)</translation>
    </message>
    <message>
        <source>Give the dry run up</source>
        <translation>放弃试运行</translation>
    </message>
    <message>
        <source>Measure memory and time now</source>
        <translation>立即测量内存和时间</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>How many seeds</source>
        <translation>种子个数</translation>
    </message>
    <message>
        <source>A run with each of so many seeds; their curves are grouped with a band</source>
        <translation>每个种子一次运行；它们的曲线合为一组并带区间带</translation>
    </message>
    <message>
        <source>Watch: %1</source>
        <translation>关注：%1</translation>
    </message>
    <message>
        <source>A fork goes on with the seed of its run.</source>
        <translation>分叉沿用其运行的种子。</translation>
    </message>
    <message>
        <source>One run. Several values of a number, as in 1e-4, 3e-4, make a run each.</source>
        <translation>一次运行。数字写多个值（如 1e-4, 3e-4）则各成一次运行。</translation>
    </message>
    <message>
        <source>Learns from: %1</source>
        <translation>学习内容：%1</translation>
    </message>
    <message>
        <source>&amp;Import settings…</source>
        <translation>导入设置(&amp;I)…</translation>
    </message>
    <message>
        <source>Fill the form from a YAML file as TRL&apos;s command takes it by --config</source>
        <translation>用 YAML 文件填写表单，格式与 TRL 命令的 --config 相同</translation>
    </message>
    <message>
        <source>Import the settings of a training</source>
        <translation>导入训练的设置</translation>
    </message>
    <message>
        <source>Settings of TRL (*.yaml *.yml)</source>
        <translation>TRL 的设置 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>When to take it: %1</source>
        <translation>适用场合：%1</translation>
    </message>
    <message>
        <source>Beware: %1</source>
        <translation>注意：%1</translation>
    </message>
    <message>
        <source>Sho&amp;w %1</source>
        <translation>显示%1(&amp;W)</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示%1</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>the name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>the data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Where chance begins: the same seed on the same inputs gives the same run</source>
        <translation>随机性的起点：相同的输入加相同的种子得到相同的运行</translation>
    </message>
</context>
<context>
    <name>lapidary::LaunchViewModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>不到一秒</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>A worker takes three steps on the longest rows …</source>
        <translation>工作进程正在最长的行上走三步……</translation>
    </message>
    <message>
        <source>A few real steps tell more than an estimate.</source>
        <translation>几步真实运行胜过估计。</translation>
    </message>
    <message>
        <source>It was measured with other settings. Measure again.</source>
        <translation>这是用其他设置测量的。请重新测量。</translation>
    </message>
    <message>
        <source>On the %1 longest rows: %2 at most, %3 a step.</source>
        <translation>在最长的 %1 行上：最多 %2，每步 %3。</translation>
    </message>
    <message>
        <source>All %1 steps at this pace: %2.</source>
        <translation>按此速度走完全部 %1 步：%2。</translation>
    </message>
    <message>
        <source>Told when the fields are right.</source>
        <translation>字段无误后显示。</translation>
    </message>
    <message>
        <source>Not known: choose a model.</source>
        <translation>未知：请选择模型。</translation>
    </message>
    <message>
        <source>%1 by estimate; %2 are free.</source>
        <translation>估计 %1；可用 %2。</translation>
    </message>
    <message>
        <source>%1 by estimate, but only %2 are free: it will wait, or not start. Lower per_device_train_batch_size or max_length.</source>
        <translation>估计 %1，但仅有 %2 可用：将等待或无法启动。请降低 per_device_train_batch_size 或 max_length。</translation>
    </message>
    <message>
        <source>%1 held at most %2.</source>
        <translation>%1 最多占用 %2。</translation>
    </message>
    <message>
        <source>The rows are not there yet; 1,024 tokens are assumed for the longest.</source>
        <translation>数据行尚不存在；假定最长为 1,024 个词元。</translation>
    </message>
    <message>
        <source>Not known: the rows of the data are not there yet.</source>
        <translation>未知：数据行尚不存在。</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1. No earlier run of %2 on this model tells how long a step takes; the first steps will.</source>
        <translation>%1。此模型上没有 %2 的先前运行可说明每步用时；前几步会给出。</translation>
    </message>
    <message>
        <source>%1, %2: a step took %3 in %4.</source>
        <translation>%1，%2：在 %4 中每步用时 %3。</translation>
    </message>
    <message>
        <source>%1 fork %2</source>
        <translation>%1 分叉 %2</translation>
    </message>
    <message>
        <source>Give the training a name.</source>
        <translation>请为训练命名。</translation>
    </message>
    <message>
        <source>The name is too long: at most 60 bytes.</source>
        <translation>名称过长：最多 60 字节。</translation>
    </message>
    <message>
        <source>The name “%1” is taken already.</source>
        <translation>名称“%1”已被使用。</translation>
    </message>
    <message>
        <source>The experiment has no model: add one to [models].</source>
        <translation>实验没有模型：请在 [models] 中添加。</translation>
    </message>
    <message>
        <source>Choose the model to begin from.</source>
        <translation>请选择起始模型。</translation>
    </message>
    <message>
        <source>No data of the experiment fits %1.</source>
        <translation>实验中没有适合 %1 的数据。</translation>
    </message>
    <message>
        <source>Choose the data to learn from.</source>
        <translation>请选择学习数据。</translation>
    </message>
    <message>
        <source>Arms are measured on “%1”: of a model that has learnt from it their accuracy says nothing.</source>
        <translation>对比项以“%1”评测：从中学习过的模型，其准确率没有意义。</translation>
    </message>
    <message>
        <source>%1 characters in %2 rows cannot be expressed by the tokenizer of %3: %4.</source>
        <translation>%2 行中有 %1 个字符无法由 %3 的分词器表示：%4。</translation>
    </message>
    <message>
        <source>In %1 rows a token reaches across the end of the prompt; there the completion begins before it.</source>
        <translation>%1 行中有词元跨过提示的末尾；这些行的回答从它之前开始。</translation>
    </message>
    <message>
        <source>Choose the input “%1”.</source>
        <translation>请选择输入“%1”。</translation>
    </message>
    <message>
        <source>All %1 runs, one after the other: %2.</source>
        <translation>全部 %1 次运行依次进行：%2。</translation>
    </message>
    <message>
        <source>%1 values of %2</source>
        <translation>%2 的 %1 个值</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>%1 个种子</translation>
    </message>
    <message>
        <source>%1 runs: %2</source>
        <translation>%1 次运行：%2</translation>
    </message>
    <message>
        <source>Too many runs: at most %1.</source>
        <translation>运行太多：最多 %1 次。</translation>
    </message>
    <message>
        <source>At step %1 of %2 nothing is left to train: raise max_steps, or fork earlier.</source>
        <translation>在 %2 步中的第 %1 步已没有可训练的步：请增大 max_steps，或从更早处分叉。</translation>
    </message>
    <message>
        <source>The run has no checkpoint to fork from yet. One comes every save_steps steps, and every five minutes between them.</source>
        <translation>此运行还没有可分叉的检查点。每 save_steps 步保存一个，其间每五分钟也保存一个。</translation>
    </message>
</context>
<context>
    <name>lapidary::LegendChip</name>
    <message>
        <source>Show run %1</source>
        <translation>显示运行 %1</translation>
    </message>
    <message>
        <source>Click to hide or show this run in all charts</source>
        <translation>单击可在所有图表中隐藏或显示此运行</translation>
    </message>
</context>
<context>
    <name>lapidary::LengthHistogram</name>
    <message>
        <source>Lengths are not counted yet</source>
        <translation>尚未统计长度</translation>
    </message>
    <message>
        <source>longest: %1 tokens; longer than %3: %2</source>
        <translation>最长：%1 个词元；超过 %3：%2 行</translation>
    </message>
    <message>
        <source>, %1 cannot be read</source>
        <translation>，%1 行无法读取</translation>
    </message>
    <message>
        <source>Lengths of the rows: %1</source>
        <translation>各行长度：%1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>; longer than the model’s context of %2: %1</source>
        <translation>；超过模型上下文 %2：%1 行</translation>
    </message>
    <message>
        <source>; all within the model’s context of %1</source>
        <translation>；均在模型上下文 %1 之内</translation>
    </message>
</context>
<context>
    <name>lapidary::LineageCanvas</name>
    <message>
        <source>Models and what they were made from</source>
        <translation>模型及其来源</translation>
    </message>
    <message>
        <source>made from %1</source>
        <translation>由 %1 得来</translation>
    </message>
    <message>
        <source>went on to %1</source>
        <translation>用于 %1</translation>
    </message>
</context>
<context>
    <name>lapidary::LiveBar</name>
    <message>
        <source>Tr&amp;y these labels…</source>
        <translation>试用这些标签(&amp;Y)…</translation>
    </message>
    <message>
        <source>What “%1” said at step %2. It has %3 of these labels, and does not wait for more.</source>
        <translation>“%1”在第 %2 步所说的内容。它已有其中 %3 个标签，不再等待更多。</translation>
    </message>
    <message>
        <source>What “%1” said at step %2. It does not wait for these labels any more.</source>
        <translation>“%1”在第 %2 步所说的内容。它不再等待这些标签。</translation>
    </message>
    <message>
        <source>“%1” waits at step %2 while you judge what it says now.</source>
        <translation>“%1”停在第 %2 步，等待您判断它现在所说的内容。</translation>
    </message>
    <message>
        <source>It cannot learn from labels on its way: train on them in a stage of its own.</source>
        <translation>它无法在途中学习标签：请在单独的阶段中用它们训练。</translation>
    </message>
    <message>
        <source>&amp;Go on without labels</source>
        <translation>不带标签继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Go on with one label</source>
        <translation>带 1 个标签继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Go on with %1 labels</source>
        <translation>带 %1 个标签继续(&amp;G)</translation>
    </message>
    <message>
        <source>Gives the run these labels, which it learns from its next pass over the rows on</source>
        <translation>把这些标签交给运行；从它对数据行的下一遍起学习</translation>
    </message>
    <message>
        <source>The labels stay in their queue</source>
        <translation>标签保留在其队列中</translation>
    </message>
    <message>
        <source>Lets a copy of the policy learn from them for a few steps, and shows what it says before and after. The run stays as it is.</source>
        <translation>让策略模型的副本用这些标签学习几步，并显示前后的回答。运行保持原样。</translation>
    </message>
    <message>
        <source>Judge some items first</source>
        <translation>请先判断几个条目</translation>
    </message>
</context>
<context>
    <name>lapidary::LiveDialog</name>
    <message>
        <source>Judge answers too that were cut at that length</source>
        <translation>也判断在该长度处被截断的回答</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>询问(&amp;A)</translation>
    </message>
    <message>
        <source>Label what “%1” says now</source>
        <translation>标注“%1”现在所说的内容</translation>
    </message>
    <message>
        <source>“%1” pauses, and its policy answers prompts of its own rows with the weights that it has at this step. You judge the answers in a queue of their own. The run then goes on, with your labels where its method can learn from them.</source>
        <translation>“%1”将暂停，其策略模型用此刻的权重回答自身数据行中的提示。您在单独的队列中判断这些回答。随后运行继续；如果其方法能够学习，则带上您的标签。</translation>
    </message>
    <message>
        <source>Prompts that are answered</source>
        <translation>已回答的提示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>as the run samples</source>
        <translation>与运行采样时相同</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>The run comes to rest…</source>
        <translation>运行正在停下…</translation>
    </message>
    <message>
        <source>%1 of %2 prompts are answered.</source>
        <translation>已回答 %2 个提示中的 %1 个。</translation>
    </message>
</context>
<context>
    <name>lapidary::LiveViewModel</name>
    <message>
        <source>The run goes on as it was.</source>
        <translation>运行照原样继续。</translation>
    </message>
    <message>
        <source>One label is learnt from step %1 on.</source>
        <translation>1 个标签从第 %1 步起学习。</translation>
    </message>
    <message>
        <source>%1 labels are learnt from step %2 on.</source>
        <translation>%1 个标签从第 %2 步起学习。</translation>
    </message>
    <message>
        <source>Left out as too long: %1.</source>
        <translation>因过长而略去：%1。</translation>
    </message>
    <message>
        <source>The run goes on.</source>
        <translation>运行继续。</translation>
    </message>
    <message>
        <source>The run did not take the labels, and waits. %1</source>
        <translation>运行没有接收标签，仍在等待。%1</translation>
    </message>
</context>
<context>
    <name>lapidary::LogModel</name>
    <message>
        <source>Notice</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>lapidary::LogView</name>
    <message>
        <source>Which messages to list</source>
        <translation>列出哪些消息</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>全部消息</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Filter by run or words</source>
        <translation>按运行或文字筛选</translation>
    </message>
    <message>
        <source>Messages of the runs</source>
        <translation>运行的消息</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>lapidary::MainWindow</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>The report is written</source>
        <translation>报告已写入</translation>
    </message>
    <message>
        <source>&amp;Open in the browser</source>
        <translation>在浏览器中打开(&amp;O)</translation>
    </message>
    <message>
        <source>First of all</source>
        <translation>首先</translation>
    </message>
    <message>
        <source>A workbench for the post-training of language models: fine-tuning, preferences, reinforcement learning and search at test time, on your own machine.</source>
        <translation>语言模型后训练的工作台：在您自己的机器上进行微调、偏好学习、强化学习和测试时搜索。</translation>
    </message>
    <message>
        <source>About Lapidary</source>
        <translation>关于 Lapidary</translation>
    </message>
    <message>
        <source>Nothing is left to run</source>
        <translation>没有需要运行的内容</translation>
    </message>
    <message>
        <source>Change a stage or add one, or delete a run to have it made anew.</source>
        <translation>请更改或添加阶段，或删除某个运行以便重新生成。</translation>
    </message>
    <message numerus="yes">
        <source>All runs have finished (%n), and what goes into them is unchanged.</source>
        <translation>
            <numerusform>所有运行（%n 个）均已完成，且其输入没有变化。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lapidary::ManualDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>手册的各页</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>lapidary::MatrixGrid</name>
    <message>
        <source>Who is right where</source>
        <translation>谁在哪里答对</translation>
    </message>
</context>
<context>
    <name>lapidary::MatrixView</name>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>Reading the answers …</source>
        <translation>正在读取回答……</translation>
    </message>
    <message>
        <source>%1 questions, hardest first: a block is a right answer, a stroke a wrong one. Enter shows the answers.</source>
        <translation>%1 道题，最难的在前：方块表示答对，短线表示答错。按 Enter 显示回答。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 arms are right</source>
        <translation>%1：%3 个对比项中 %2 个答对</translation>
    </message>
    <message>
        <source>No arm has answered yet. When one has, each of its questions stands here, with who was right.</source>
        <translation>还没有对比项作答。一旦有对比项答完，每道题以及谁答对了就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>lapidary::MicroscopeView</name>
    <message>
        <source>What tints the tokens</source>
        <translation>词元着色依据</translation>
    </message>
    <message>
        <source>No tint</source>
        <translation>不着色</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>意外程度</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>回答的词元</translation>
    </message>
    <message>
        <source>Choose a token of the answer to see what else could have stood there.</source>
        <translation>选择回答中的一个词元，查看那里还可能是什么。</translation>
    </message>
    <message>
        <source>Ask, and see at each token how sure the model was.</source>
        <translation>提问，并查看模型在每个词元处有多确定。</translation>
    </message>
    <message>
        <source>Enter or a double click puts it there, and the model goes on in a branch of its own.</source>
        <translation>按 Enter 或双击，把它放在该处，模型在新分支中继续。</translation>
    </message>
    <message>
        <source>As the server gave them. A remote model cannot be made to go on from another token.</source>
        <translation>由服务器给出。远程模型无法从另一个词元继续。</translation>
    </message>
</context>
<context>
    <name>lapidary::MixerView</name>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>As&amp;k</source>
        <translation>提问(&amp;K)</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>A and B matrices are added by their weights, as PEFT does it. The ranks must be equal.</source>
        <translation>按权重相加 A 与 B 矩阵，与 PEFT 相同。秩必须相等。</translation>
    </message>
    <message>
        <source>One adapter of all ranks together, exact.</source>
        <translation>合为一个适配器，秩相加，精确。</translation>
    </message>
    <message>
        <source>One adapter of the largest rank, the best there is for the sum.</source>
        <translation>合为一个最大秩的适配器，是对总和的最佳近似。</translation>
    </message>
    <message>
        <source>All adapters side by side, exact: their changes add up.</source>
        <translation>所有适配器并列，精确：其改变量相加。</translation>
    </message>
    <message>
        <source>How the adapters become one</source>
        <translation>适配器的合并方式</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>并列</translation>
    </message>
    <message>
        <source>Save as one &amp;adapter…</source>
        <translation>另存为一个适配器(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Merge into a model…</source>
        <translation>合并到模型(&amp;M)…</translation>
    </message>
    <message>
        <source>A prompt, exactly as the model shall see it. The answers follow the faders.</source>
        <translation>提示词，与模型所见完全一致。回答随推子变化。</translation>
    </message>
    <message>
        <source>Most tokens of the answer</source>
        <translation>回答的最多词元数</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>实时(&amp;L)</translation>
    </message>
    <message>
        <source>Every move of a fader asks again</source>
        <translation>每次移动推子都会重新提问</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>最多词元</translation>
    </message>
    <message>
        <source>Without adapters</source>
        <translation>不用适配器</translation>
    </message>
    <message>
        <source>The mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>No adapter stands on this model yet. Train one with “use_peft”, or drop a PEFT folder on this panel: several of the same base can then be mixed here by their weights.</source>
        <translation>此模型还没有适配器。请用“use_peft”训练一个，或把 PEFT 文件夹拖到此面板：同一基座的多个适配器可在此按权重混合。</translation>
    </message>
    <message>
        <source>Adapters of %1</source>
        <translation>%1 的适配器</translation>
    </message>
    <message>
        <source>answering …</source>
        <translation>正在回答…</translation>
    </message>
    <message>
        <source>  ·  the same text</source>
        <translation>  ·  文本相同</translation>
    </message>
    <message>
        <source>How the models are asked</source>
        <translation>如何向模型提问</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>A message, written with the model&apos;s own chat template. The answers follow the faders.</source>
        <translation>一条消息，按模型自己的聊天模板书写。回答随推子变化。</translation>
    </message>
</context>
<context>
    <name>lapidary::MixtureDialog</name>
    <message>
        <source>&amp;Add the mixture</source>
        <translation>添加混合(&amp;A)</translation>
    </message>
    <message>
        <source>Mix data sets</source>
        <translation>混合数据集</translation>
    </message>
    <message>
        <source>A training on the mixture reads all rows of the chosen sets, shuffled together, each set as often as its weight says: 2 takes every row twice, 0.1 a tenth of the rows.</source>
        <translation>用混合训练时，读取所选数据集的全部行并一起打乱；每个数据集按其权重取用：2 表示每行取两次，0.1 表示取十分之一的行。</translation>
    </message>
    <message>
        <source>Data sets and their weights</source>
        <translation>数据集及其权重</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Rows taken</source>
        <translation>取用的行</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>&amp;Name in the experiment</source>
        <translation>在实验中的名称(&amp;N)</translation>
    </message>
    <message>
        <source>S&amp;eed of the shuffling</source>
        <translation>打乱的种子(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>not made yet</source>
        <translation>尚未生成</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Choose two data sets or more.</source>
        <translation>请选择两个或更多数据集。</translation>
    </message>
    <message>
        <source>The experiment has a data set of this name already.</source>
        <translation>实验中已有同名的数据集。</translation>
    </message>
    <message>
        <source>%1 rows in an epoch</source>
        <translation>每轮 %1 行</translation>
    </message>
    <message>
        <source>How many rows that are is known when all sets are made.</source>
        <translation>所有数据集生成后才知道共有多少行。</translation>
    </message>
</context>
<context>
    <name>lapidary::ModelDetailsView</name>
    <message>
        <source>Made by</source>
        <translation>生成者</translation>
    </message>
    <message>
        <source>%1, run %2</source>
        <translation>%1，运行 %2</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Went on to</source>
        <translation>后续</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>lapidary::ModelWriterViewModel</name>
    <message>
        <source>Another model is being written.</source>
        <translation>正在写入另一个模型。</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>需要一个名称。</translation>
    </message>
    <message>
        <source>There is a model of this name already.</source>
        <translation>已有同名模型。</translation>
    </message>
    <message>
        <source>A name has no slashes and begins with no dot.</source>
        <translation>名称不能含斜杠，也不能以点开头。</translation>
    </message>
    <message>
        <source>It needs a folder to go to.</source>
        <translation>需要一个目标文件夹。</translation>
    </message>
    <message>
        <source>There is something at this path already; nothing is overwritten.</source>
        <translation>此路径已有内容；不会覆盖任何文件。</translation>
    </message>
    <message>
        <source>The folder around it does not exist.</source>
        <translation>上级文件夹不存在。</translation>
    </message>
</context>
<context>
    <name>lapidary::ModelsPanel</name>
    <message>
        <source>Of the experiment</source>
        <translation>实验所用</translation>
    </message>
    <message>
        <source>Trained here</source>
        <translation>在此训练</translation>
    </message>
    <message>
        <source>In models/, used by nothing</source>
        <translation>在 models/ 中，未被使用</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>D&amp;etails</source>
        <translation>详情(&amp;E)</translation>
    </message>
    <message>
        <source>Pla&amp;yground</source>
        <translation>试验场(&amp;Y)</translation>
    </message>
    <message>
        <source>Models of the project</source>
        <translation>项目的模型</translation>
    </message>
    <message>
        <source>Progress of the copy</source>
        <translation>复制进度</translation>
    </message>
    <message>
        <source>&amp;Cancel the copy</source>
        <translation>取消复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Import a model…</source>
        <translation>导入模型(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Import a model folder</source>
        <translation>导入模型文件夹</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>The folder is copied into the project. Its name there:</source>
        <translation>文件夹会被复制到项目中。它在项目中的名称：</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Models belong to a project: those that its experiment begins with, and those that it makes.</source>
        <translation>模型属于项目：实验以之开始的模型，以及实验产生的模型。</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Reading the project …</source>
        <translation>正在读取项目…</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Import a model…</source>
        <translation>导入模型…</translation>
    </message>
    <message>
        <source>Not made here</source>
        <translation>非此处生成</translation>
    </message>
    <message>
        <source>Shows first who needs it</source>
        <translation>先显示谁需要它</translation>
    </message>
    <message>
        <source>Only models that were imported into the project are its own to delete.</source>
        <translation>只有导入到项目中的模型才能由项目删除。</translation>
    </message>
    <message>
        <source>Copying %1: %2 %</source>
        <translation>正在复制 %1：%2 %</translation>
    </message>
    <message>
        <source>This project is open elsewhere: it can be read, not added to.</source>
        <translation>此项目已在别处打开：只能读取，不能添加。</translation>
    </message>
    <message>
        <source>A folder in Hugging Face layout; it may also be dropped here</source>
        <translation>Hugging Face 布局的文件夹；也可以拖到这里</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>arm</source>
        <translation>实验臂</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>“%1” is needed</source>
        <translation>“%1”仍被需要</translation>
    </message>
    <message>
        <source>Take these out of the experiment first:
%1</source>
        <translation>请先从实验中移除以下各项：
%1</translation>
    </message>
    <message>
        <source>Delete “%1” and its files?</source>
        <translation>要删除“%1”及其文件吗？</translation>
    </message>
    <message>
        <source>Nothing in this project needs it. This cannot be undone.</source>
        <translation>此项目中没有任何东西需要它。此操作无法撤销。</translation>
    </message>
    <message>
        <source>These finished with it and could not be repeated:
%1
This cannot be undone.</source>
        <translation>以下各项已用它完成，删除后将无法重复：
%1
此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>远程</translation>
    </message>
    <message>
        <source>Li&amp;neage</source>
        <translation>谱系(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;onfigs</source>
        <translation>配置(&amp;O)</translation>
    </message>
    <message>
        <source>Mi&amp;xer</source>
        <translation>混合台(&amp;X)</translation>
    </message>
    <message>
        <source>Add a &amp;remote model…</source>
        <translation>添加远程模型(&amp;R)…</translation>
    </message>
    <message>
        <source>A model behind an OpenAI-compatible API: a vLLM or SGLang server, or a provider</source>
        <translation>通过 OpenAI 兼容接口访问的模型：vLLM 或 SGLang 服务器，或某个服务商</translation>
    </message>
    <message>
        <source>Progress of the writing</source>
        <translation>写入进度</translation>
    </message>
    <message>
        <source>Cancel the &amp;writing</source>
        <translation>取消写入(&amp;W)</translation>
    </message>
    <message>
        <source>Export or &amp;merge…</source>
        <translation>导出或合并(&amp;M)…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>更改(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation>移除(&amp;F)…</translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation>正在写入 %1…</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Forget “%1” on this machine?</source>
        <translation>从本机移除“%1”？</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>On another machine</source>
        <translation>在另一台机器上</translation>
    </message>
    <message>
        <source>Behind a server of this machine</source>
        <translation>由本机的服务器提供</translation>
    </message>
    <message>
        <source>A key that only it sends leaves the keyring, too.</source>
        <translation>只有它使用的密钥也会从密钥环中移除。</translation>
    </message>
    <message>
        <source>A &amp;folder…</source>
        <translation>文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>A &amp;GGUF file…</source>
        <translation>GGUF 文件(&amp;G)…</translation>
    </message>
    <message>
        <source>Import a GGUF file</source>
        <translation>导入 GGUF 文件</translation>
    </message>
    <message>
        <source>Models of llama.cpp (*.gguf)</source>
        <translation>llama.cpp 的模型 (*.gguf)</translation>
    </message>
    <message>
        <source>A model folder is made of the file in the project. Its name there:</source>
        <translation>将在项目中由该文件生成模型文件夹。它在项目中的名称：</translation>
    </message>
    <message>
        <source>Drop a model folder in Hugging Face layout or a GGUF file here, or choose a folder: config.json, safetensors and a tokenizer.</source>
        <translation>将 Hugging Face 布局的模型文件夹或 GGUF 文件拖到这里，或选择一个文件夹：config.json、safetensors 和分词器。</translation>
    </message>
</context>
<context>
    <name>lapidary::NewProjectDialog</name>
    <message>
        <source>&amp;Create</source>
        <translation>创建(&amp;C)</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Folder in which it is made</source>
        <translation>项目所在的文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Choose the folder in which the project is made</source>
        <translation>选择项目所在的文件夹</translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation>请给项目取一个名称。</translation>
    </message>
    <message>
        <source>A name has no slash and is not . or ..</source>
        <translation>名称不能含斜杠，也不能是 . 或 ..</translation>
    </message>
    <message>
        <source>The folder must be a whole path, from / or ~.</source>
        <translation>文件夹必须是以 / 或 ~ 开头的完整路径。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>my-project</source>
        <translation>my-project</translation>
    </message>
    <message>
        <source>A project is one folder: its experiment, data, runs, labels and models.</source>
        <translation>一个项目就是一个文件夹：其中有实验、数据、运行、标注和模型。</translation>
    </message>
    <message>
        <source>It begins as a copy of “%1”.</source>
        <translation>它以“%1”的副本开始。</translation>
    </message>
</context>
<context>
    <name>lapidary::NewQueuePage</name>
    <message>
        <source>Name of the queue</source>
        <translation>队列名称</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Make the queue</source>
        <translation>建立队列(&amp;M)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Answers of</source>
        <translation>回答来自</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>No run has answers yet. Run the experiment first.</source>
        <translation>还没有运行给出回答。请先运行实验。</translation>
    </message>
    <message>
        <source>&amp;Draw samples…</source>
        <translation>抽取样本(&amp;D)…</translation>
    </message>
    <message>
        <source>Ask a model for several answers to every problem of a data set</source>
        <translation>让模型对数据集中的每道题给出多个回答</translation>
    </message>
    <message numerus="yes">
        <source>; %n cut answers are left out</source>
        <translation>
            <numerusform>；不含 %n 个被截断的回答</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs and data sets whose answers are labelled</source>
        <translation>要标注其回答的运行和数据集</translation>
    </message>
    <message>
        <source>Criteria, with commas between them</source>
        <translation>标准，用逗号分隔</translation>
    </message>
    <message>
        <source>such as: correct, clear, short</source>
        <translation>例如：正确，清楚，简短</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>要判断什么</translation>
    </message>
    <message>
        <source>As the data suggests</source>
        <translation>由数据决定</translation>
    </message>
    <message>
        <source>Items per prompt</source>
        <translation>每个提示的条目</translation>
    </message>
    <message>
        <source>Answers per item</source>
        <translation>每条目的回答</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>At most so many items</source>
        <translation>最多条目数</translation>
    </message>
    <message>
        <source>Share that is asked twice</source>
        <translation>重复提问的比例</translation>
    </message>
    <message>
        <source>Items that come again, the other way round, tell how consistent a person is</source>
        <translation>以相反顺序再次出现的条目说明一个人前后是否一致</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Asked twice</source>
        <translation>重复提问</translation>
    </message>
    <message>
        <source>A queue of items to label</source>
        <translation>待标注的队列</translation>
    </message>
    <message numerus="yes">
        <source>%1  ·  data, %n rows</source>
        <translation>
            <numerusform>%1  ·  数据，%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The order of answers is drawn at random, and you do not see whose they are until you have judged.</source>
        <translation>回答的顺序随机抽取，判断之前看不到来自谁。</translation>
    </message>
    <message>
        <source>Choose at least one run or data set.</source>
        <translation>请至少选择一个运行或数据集。</translation>
    </message>
    <message>
        <source>Looking for items…</source>
        <translation>正在查找条目…</translation>
    </message>
    <message>
        <source>%1 items from %2 prompts</source>
        <translation>%2 个提示得到 %1 个条目</translation>
    </message>
    <message numerus="yes">
        <source>, %n of them asked twice</source>
        <translation>
            <numerusform>，其中 %n 个重复提问</numerusform>
        </translation>
    </message>
    <message>
        <source>As the data suggests: %1</source>
        <translation>由数据决定：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::NodeCanvas</name>
    <message>
        <source>Nothing is chosen. The arrows choose.</source>
        <translation>未选择任何项。用方向键选择。</translation>
    </message>
</context>
<context>
    <name>lapidary::NodeTokens</name>
    <message>
        <source>What tints the tokens</source>
        <translation>词元按什么着色</translation>
    </message>
    <message>
        <source>No tint</source>
        <translation>不着色</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>惊异度</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Tokens up to the node</source>
        <translation>到该节点为止的词元</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>强制</translation>
    </message>
    <message>
        <source>End thoughts</source>
        <translation>结束思考</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Choose a token to see what else could have stood there.</source>
        <translation>选择一个词元，查看该处还可能出现什么。</translation>
    </message>
    <message>
        <source>Reading the tokens …</source>
        <translation>正在读取词元…</translation>
    </message>
    <message>
        <source>Enter; the model goes on behind it in a branch, which can be undone</source>
        <translation>回车键；模型在新的分支中从其后继续，可撤销</translation>
    </message>
    <message>
        <source>A branch whose thoughts end before the chosen token</source>
        <translation>在所选词元之前结束思考的分支</translation>
    </message>
    <message>
        <source>Enter or a double click puts it there, and the model goes on in a branch.</source>
        <translation>按回车键或双击即放入该词元，模型在分支中继续。</translation>
    </message>
</context>
<context>
    <name>lapidary::NodeView</name>
    <message>
        <source>Text up to the node</source>
        <translation>到此节点为止的文本</translation>
    </message>
    <message>
        <source>How many branches</source>
        <translation>分支数</translation>
    </message>
    <message>
        <source>How many answers are drawn behind a node</source>
        <translation>在节点之后采样多少个回答</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>&amp;Token colours</source>
        <translation>词元着色(&amp;T)</translation>
    </message>
    <message>
        <source>Asks the model how likely it finds each token: the darker, the less likely</source>
        <translation>询问模型每个词元的概率：颜色越深，可能性越小</translation>
    </message>
    <message>
        <source>Put behind</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>加书签</translation>
    </message>
    <message>
        <source>Text of the branch</source>
        <translation>分支的文本</translation>
    </message>
    <message>
        <source>“Wait”</source>
        <translation>“Wait”</translation>
    </message>
    <message>
        <source>Makes the model think on: “Wait” in the place of the end of its answer</source>
        <translation>让模型继续思考：用“Wait”代替回答的结尾</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Another text for this step</source>
        <translation>此步骤的另一段文本</translation>
    </message>
    <message>
        <source>A text behind this step</source>
        <translation>接在此步骤之后的文本</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>移除书签</translation>
    </message>
    <message>
        <source>No node chosen</source>
        <translation>未选择节点</translation>
    </message>
    <message>
        <source>A click on a node, or the arrows, shows its text.</source>
        <translation>单击节点或使用方向键即可查看其文本。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>Log-probability %1, a token %2</source>
        <translation>对数概率 %1，每词元 %2</translation>
    </message>
    <message>
        <source>Written by hand</source>
        <translation>由人手写</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens, ended by %1</source>
        <translation>
            <numerusform>%n 个词元，结束原因：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>答案 %1</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>选中原因：%1</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>没有答案：%1</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>建立分支</translation>
    </message>
    <message>
        <source>Ctrl+Enter; it can be undone</source>
        <translation>Ctrl+Enter；可以撤销</translation>
    </message>
    <message>
        <source>An opinion: no part of an answer</source>
        <translation>评语：不属于回答</translation>
    </message>
    <message>
        <source>Labelled good by hand</source>
        <translation>人工标为好</translation>
    </message>
    <message>
        <source>Labelled neutral by hand</source>
        <translation>人工标为中性</translation>
    </message>
    <message>
        <source>Labelled bad by hand</source>
        <translation>人工标为差</translation>
    </message>
    <message>
        <source>Without it the answer gains %1 points</source>
        <translation>去掉它，答案的概率增加 %1 个百分点</translation>
    </message>
    <message>
        <source>Without it the answer loses %1 points</source>
        <translation>去掉它，答案的概率减少 %1 个百分点</translation>
    </message>
    <message>
        <source>%1; true thinking %2</source>
        <translation>%1；真实思考 %2</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>差</translation>
    </message>
    <message>
        <source>A label of this step by hand; the same once more takes it back</source>
        <translation>该步骤的人工标签；再按一次即取消</translation>
    </message>
    <message>
        <source>Choose a node behind the problem.</source>
        <translation>请选择题目之后的节点。</translation>
    </message>
    <message>
        <source>How far the probability of the last piece moves with each step before it</source>
        <translation>前面每个步骤使最后一段的概率变化多少</translation>
    </message>
    <message numerus="yes">
        <source>Monte-Carlo %1 % right (%2–%3 %), of %n answers</source>
        <translation>
            <numerusform>蒙特卡洛：%n 个回答中 %1 % 正确（%2–%3 %）</numerusform>
        </translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>End thoughts</source>
        <translation>结束思考</translation>
    </message>
    <message>
        <source>Wei&amp;gh steps</source>
        <translation>步骤权重(&amp;G)</translation>
    </message>
    <message>
        <source>What else could have stood in the place of each token; one of these begins a branch</source>
        <translation>每个词元处还可能出现什么；选择其一即开始一个分支</translation>
    </message>
    <message>
        <source>Puts a text behind the step that ends the thoughts and asks for the answer</source>
        <translation>在该步之后追加一段结束思考并要求作答的文本</translation>
    </message>
    <message>
        <source>Cancel (%1/%2)</source>
        <translation>取消 (%1/%2)</translation>
    </message>
    <message>
        <source>Est&amp;imate</source>
        <translation>估计(&amp;I)</translation>
    </message>
    <message>
        <source>Draws answers behind each step, as many as stand beside Expand, and counts the right ones</source>
        <translation>在每一步之后抽取若干回答（数量同“展开”旁的数字），并统计其中正确的个数</translation>
    </message>
    <message>
        <source>Answer %1: right</source>
        <translation>回答 %1：正确</translation>
    </message>
    <message>
        <source>Answer %1: wrong</source>
        <translation>回答 %1：错误</translation>
    </message>
    <message>
        <source>Probability %1 among the choices</source>
        <translation>在各选项中的概率 %1</translation>
    </message>
    <message>
        <source>Log-probability %1</source>
        <translation>对数概率 %1</translation>
    </message>
    <message>
        <source>A given choice: the model wrote nothing of it</source>
        <translation>给定的选项：其中没有模型写出的内容</translation>
    </message>
</context>
<context>
    <name>lapidary::OpenProject</name>
    <message>
        <source>This project cannot be opened</source>
        <translation>无法打开此项目</translation>
    </message>
    <message>
        <source>The project cannot be made</source>
        <translation>无法创建项目</translation>
    </message>
</context>
<context>
    <name>lapidary::OwnedSetDialog</name>
    <message>
        <source>data set %1</source>
        <translation>数据集 %1</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>阶段 %1</translation>
    </message>
    <message>
        <source>arm %1</source>
        <translation>对比项 %1</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 个</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Rename a data set</source>
        <translation>重命名数据集</translation>
    </message>
    <message>
        <source>Delete a data set</source>
        <translation>删除数据集</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>重命名“%1”</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>删除“%1”？</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Looking who needs it …</source>
        <translation>正在查看谁需要它…</translation>
    </message>
    <message>
        <source>It is needed by %1. Give these another data set first, or take them away.</source>
        <translation>%1 需要它。请先给它们换一个数据集，或将它们移除。</translation>
    </message>
    <message>
        <source>It goes to the project&apos;s trash: “Deleted data sets…” puts it back.</source>
        <translation>它会移到项目的回收站：可用“已删除的数据集…”放回。</translation>
    </message>
    <message>
        <source>Rows that were frozen of it stay.</source>
        <translation>由它冻结的行会保留。</translation>
    </message>
    <message>
        <source>Its history goes with it, and comes back with it.</source>
        <translation>它的历史会随它移走，也会随它放回。</translation>
    </message>
    <message>
        <source>These have read it and keep their rows: %1.</source>
        <translation>以下运行读过它，并保留各自的行：%1。</translation>
    </message>
    <message>
        <source>Its rows, tags and history stay as they are.</source>
        <translation>它的行、标签和历史保持不变。</translation>
    </message>
    <message>
        <source>Nothing in the experiment names it.</source>
        <translation>实验中没有任何内容引用它。</translation>
    </message>
    <message>
        <source>The new name goes wherever it is named: %1.</source>
        <translation>所有引用它的地方都会改用新名称：%1。</translation>
    </message>
    <message>
        <source>Measured again when they are run next: %1.</source>
        <translation>下次运行时会重新测量：%1。</translation>
    </message>
</context>
<context>
    <name>lapidary::OwnedSets</name>
    <message>
        <source>the name of data set “%1”</source>
        <translation>数据集“%1”的名称</translation>
    </message>
    <message>
        <source>deletion of data set “%1”</source>
        <translation>删除数据集“%1”</translation>
    </message>
</context>
<context>
    <name>lapidary::Playground</name>
    <message>
        <source>A remote model begins every answer itself.</source>
        <translation>远程模型总是自己开始回答。</translation>
    </message>
</context>
<context>
    <name>lapidary::PlaygroundView</name>
    <message>
        <source>Playground: send the message, or the edit</source>
        <translation>试验场：发送消息或修改</translation>
    </message>
    <message>
        <source>Playground: stop the answer, and keep what is written</source>
        <translation>试验场：停止回答，保留已生成的内容</translation>
    </message>
    <message>
        <source>Playground: another answer to the same question</source>
        <translation>试验场：对同一问题再生成一个回答</translation>
    </message>
    <message>
        <source>Playground: edit the turn that has the focus</source>
        <translation>试验场：编辑当前焦点所在的消息</translation>
    </message>
    <message>
        <source>Playground: bookmark the turn that has the focus</source>
        <translation>试验场：为当前焦点所在的消息加书签</translation>
    </message>
    <message>
        <source>Playground: delete this branch (can be undone)</source>
        <translation>试验场：删除此分支（可撤销）</translation>
    </message>
    <message>
        <source>Playground: go over the tokens of an answer</source>
        <translation>试验场：在回答的词元间移动</translation>
    </message>
    <message>
        <source>Playground: go to the branch beside this one</source>
        <translation>试验场：切换到相邻分支</translation>
    </message>
    <message>
        <source>Playground: new chat (can be undone)</source>
        <translation>试验场：新对话（可撤销）</translation>
    </message>
    <message>
        <source>In the list of what else could stand at a token: go on from there</source>
        <translation>在词元候选列表中：从那里继续</translation>
    </message>
    <message>
        <source>How the model is asked</source>
        <translation>向模型提问的方式</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>What the model is told before the first message</source>
        <translation>第一条消息之前告诉模型的内容</translation>
    </message>
    <message>
        <source>Ne&amp;w chat</source>
        <translation>新对话(&amp;W)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O; it can be undone</source>
        <translation>Ctrl+Shift+O；可撤销</translation>
    </message>
    <message>
        <source>Take the conversation elsewhere</source>
        <translation>把对话带到别处</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Save as JSON Lines…</source>
        <translation>保存为 JSON Lines…</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示</translation>
    </message>
    <message>
        <source>What the model is told before the first message. Empty: nothing.</source>
        <translation>第一条消息之前告诉模型的内容。留空则没有。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A chat that has begun is asked again in a branch of its own.</source>
        <translation>已开始的对话会在新分支中重新提问。</translation>
    </message>
    <message>
        <source>Chat: with the model&apos;s template. Completion: the text is continued as it stands.</source>
        <translation>对话：使用模型的模板。续写：按原样续写文本。</translation>
    </message>
    <message>
        <source>This model has no chat template: it goes on with the text as it stands.</source>
        <translation>此模型没有对话模板：将按原样续写文本。</translation>
    </message>
    <message>
        <source>Write to the model below. Every turn can be edited, every answer made again: that begins a branch, and nothing is lost.</source>
        <translation>在下方给模型写消息。每条消息都可编辑，每个回答都可重新生成：这会开启新分支，原有内容不会丢失。</translation>
    </message>
    <message>
        <source>Write a text below and let the model go on with it. A click on a token of its answer shows what else could have stood there.</source>
        <translation>在下方写一段文本，让模型续写。单击回答中的词元，可查看那里还可能是什么。</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>Save the preference</source>
        <translation>保存偏好</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Append</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>A row was added to %1.</source>
        <translation>已向 %1 添加一行。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Sys&amp;tem prompt…</source>
        <translation>系统提示(&amp;T)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>lapidary::PlaygroundViewModel</name>
    <message>
        <source>Choose a model.</source>
        <translation>请选择模型。</translation>
    </message>
    <message>
        <source>This model is not there yet.</source>
        <translation>此模型尚不存在。</translation>
    </message>
    <message>
        <source>This model has no tokenizer, so that text cannot be read.</source>
        <translation>此模型没有分词器，无法读取文本。</translation>
    </message>
    <message>
        <source>question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>edit of a question</source>
        <translation>问题的编辑</translation>
    </message>
    <message>
        <source>system prompt</source>
        <translation>系统提示</translation>
    </message>
    <message>
        <source>edit of an answer</source>
        <translation>回答的编辑</translation>
    </message>
    <message>
        <source>At temperature 0 the same answer would come again. Raise the temperature for another one.</source>
        <translation>温度为 0 时只会得到同样的回答。请调高温度以获得不同的回答。</translation>
    </message>
    <message>
        <source>another answer</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>switch to another branch</source>
        <translation>分支切换</translation>
    </message>
    <message>
        <source>deletion of a branch</source>
        <translation>分支的删除</translation>
    </message>
    <message>
        <source>removal of a bookmark</source>
        <translation>书签的移除</translation>
    </message>
    <message>
        <source>bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>new chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>branch at a token</source>
        <translation>词元处的分支</translation>
    </message>
    <message>
        <source>Looking for the model&apos;s chat template …</source>
        <translation>正在查找模型的对话模板……</translation>
    </message>
    <message>
        <source>This remote model is not set up on this machine.</source>
        <translation>本机尚未设置此远程模型。</translation>
    </message>
    <message>
        <source>Nobody has allowed texts to leave this machine for this server. “Change…” above is the place to do so.</source>
        <translation>尚无人允许文本离开本机发往此服务器。可在上方“更改…”中允许。</translation>
    </message>
    <message>
        <source>The server gave no alternatives for this token.</source>
        <translation>服务器没有给出此词元的备选。</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectComparison</name>
    <message>
        <source>The samples cannot be read</source>
        <translation>无法读取采样</translation>
    </message>
    <message>
        <source>The answers cannot be read</source>
        <translation>无法读取回答</translation>
    </message>
    <message>
        <source>The report cannot be written</source>
        <translation>无法写入报告</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectData</name>
    <message>
        <source>task %1, seed %2</source>
        <translation>任务 %1，种子 %2</translation>
    </message>
    <message>
        <source>The data sets cannot be listed</source>
        <translation>无法列出数据集</translation>
    </message>
    <message>
        <source>mixture of %1</source>
        <translation>%1 的混合</translation>
    </message>
    <message>
        <source>rows with their history</source>
        <translation>各行及其历史</translation>
    </message>
    <message>
        <source>This could not be taken back</source>
        <translation>无法撤销</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectLabels</name>
    <message>
        <source>The queue “%1” cannot be opened</source>
        <translation>无法打开队列“%1”</translation>
    </message>
    <message>
        <source>The queue cannot be made</source>
        <translation>无法建立队列</translation>
    </message>
    <message>
        <source>The vote was not kept</source>
        <translation>投票未能保存</translation>
    </message>
    <message>
        <source>The labels cannot be exported</source>
        <translation>无法导出标注</translation>
    </message>
    <message>
        <source>No training on these labels</source>
        <translation>无法用这些标注训练</translation>
    </message>
    <message>
        <source>%1 rows of %2 items; left out: %3 without a lesson, %4 disputed, %5 skipped, %6 open</source>
        <translation>%2 个条目得到 %1 行；略去：%3 个无可学内容，%4 个有分歧，%5 个跳过，%6 个未完成</translation>
    </message>
    <message>
        <source>The guidelines cannot be kept</source>
        <translation>无法保存标注指南</translation>
    </message>
    <message>
        <source>The judge cannot be asked</source>
        <translation>无法询问评判</translation>
    </message>
    <message>
        <source>The method %1 learns from %2 rows of %3 items.</source>
        <translation>方法 %1 学习 %3 个条目中的 %2 行。</translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>略去：%1。</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectModels</name>
    <message>
        <source>The models cannot be listed</source>
        <translation>无法列出模型</translation>
    </message>
    <message>
        <source>It is not known who needs this model</source>
        <translation>无法得知谁需要此模型</translation>
    </message>
    <message>
        <source>The model is not deleted</source>
        <translation>模型未被删除</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectPlanning</name>
    <message>
        <source>A training cannot be planned here</source>
        <translation>无法在此规划训练</translation>
    </message>
    <message>
        <source>The settings were not read</source>
        <translation>未能读取设置</translation>
    </message>
</context>
<context>
    <name>lapidary::ProjectRuns</name>
    <message>
        <source>done before: its inputs are unchanged</source>
        <translation>此前已完成：输入未改变</translation>
    </message>
    <message>
        <source>The runs cannot be listed</source>
        <translation>无法列出运行</translation>
    </message>
    <message>
        <source>The run did not take the command “%1”</source>
        <translation>运行没有接受命令“%1”</translation>
    </message>
    <message>
        <source>The facts of this run cannot be read</source>
        <translation>无法读取此运行的详细信息</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>The curves were not exported</source>
        <translation>曲线未能导出</translation>
    </message>
    <message>
        <source>The curves were written to %1.</source>
        <translation>曲线已写入 %1。</translation>
    </message>
    <message>
        <source>The run does not go on</source>
        <translation>运行未能继续</translation>
    </message>
    <message>
        <source>The name and the notes of the run were not kept</source>
        <translation>运行的名称和备注未能保存</translation>
    </message>
    <message>
        <source>It is not known who needs this run</source>
        <translation>无法得知谁需要此运行</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>the experiment that is at work</source>
        <translation>正在进行的实验</translation>
    </message>
    <message>
        <source>The run was not deleted</source>
        <translation>运行未被删除</translation>
    </message>
    <message>
        <source>Deleted, with its files.</source>
        <translation>已连同文件一起删除。</translation>
    </message>
    <message>
        <source>The settings of this run cannot be read</source>
        <translation>无法读取此运行的设置</translation>
    </message>
    <message>
        <source>The settings were not changed</source>
        <translation>设置未更改</translation>
    </message>
</context>
<context>
    <name>lapidary::QuestionsModel</name>
    <message>
        <source>%1, A %2, B %3</source>
        <translation>%1，A %2，B %3</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>unscorable</source>
        <translation>无法评分</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截断</translation>
    </message>
</context>
<context>
    <name>lapidary::RankBar</name>
    <message>
        <source>Order, from the best on: %1</source>
        <translation>从最好开始的顺序：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::ReasonFeature</name>
    <message>
        <source>label of a step</source>
        <translation>步骤的标签</translation>
    </message>
    <message>
        <source>Show the searc&amp;hes of the selected run</source>
        <translation>显示所选运行的搜索(&amp;H)</translation>
    </message>
</context>
<context>
    <name>lapidary::ReasonPanel</name>
    <message>
        <source>Trees</source>
        <translation>搜索树</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>The searches of a run (its run.log), or a file of search events</source>
        <translation>某次运行的搜索（其 run.log），或搜索事件文件</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shows and hides what is searched</source>
        <translation>显示或隐藏搜索设置</translation>
    </message>
    <message>
        <source>What colours the nodes</source>
        <translation>节点按什么着色</translation>
    </message>
    <message>
        <source>&amp;Fold chains</source>
        <translation>折叠链(&amp;F)</translation>
    </message>
    <message>
        <source>Steps that follow each other without a branch are one box</source>
        <translation>没有分叉的连续步骤合为一个方框</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>票数</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片 (PNG)…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Picture (SVG)…</source>
        <translation>图片 (SVG)…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG 图片 (*.svg)</translation>
    </message>
    <message>
        <source>Events (JSON Lines)…</source>
        <translation>事件 (JSON Lines)…</translation>
    </message>
    <message>
        <source>Save the events</source>
        <translation>保存事件</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that can be written to.</source>
        <translation>无法写入 %1。请选择可以写入的文件夹。</translation>
    </message>
    <message>
        <source>Open the searches of a run</source>
        <translation>打开某次运行的搜索</translation>
    </message>
    <message>
        <source>Run logs and search events (run.log *.jsonl)</source>
        <translation>运行日志和搜索事件 (run.log *.jsonl)</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Search from here, as set up</source>
        <translation>按当前设置从此处搜索</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Put a text behind…</source>
        <translation>在其后追加文本…</translation>
    </message>
    <message>
        <source>Remove the bookmark</source>
        <translation>移除书签</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>加书签</translation>
    </message>
    <message>
        <source>Tree: search, or branch with the edited text</source>
        <translation>搜索树：开始搜索，或用编辑后的文本建立分支</translation>
    </message>
    <message>
        <source>Tree: to the parent, to a child</source>
        <translation>搜索树：到父节点、到子节点</translation>
    </message>
    <message>
        <source>Tree: to the node above and below</source>
        <translation>搜索树：到上方、下方的节点</translation>
    </message>
    <message>
        <source>Tree: to the problem, to the answer</source>
        <translation>搜索树：到问题、到答案</translation>
    </message>
    <message>
        <source>Tree: more answers behind the node</source>
        <translation>搜索树：在节点之后继续采样回答</translation>
    </message>
    <message>
        <source>Tree: edit the node in a branch (can be undone)</source>
        <translation>搜索树：在新分支中编辑节点（可撤销）</translation>
    </message>
    <message>
        <source>Tree: put a text behind the node (can be undone)</source>
        <translation>搜索树：在节点之后追加文本（可撤销）</translation>
    </message>
    <message>
        <source>Tree: bookmark the node</source>
        <translation>搜索树：为节点加书签</translation>
    </message>
    <message>
        <source>Tree: open and fold the chain</source>
        <translation>搜索树：展开或折叠链</translation>
    </message>
    <message>
        <source>Tree: an event back, an event on, replay</source>
        <translation>搜索树：后退一个事件、前进一个事件、回放</translation>
    </message>
    <message>
        <source>Tree: nearer, further, all of it</source>
        <translation>搜索树：放大、缩小、全部显示</translation>
    </message>
    <message>
        <source>Tree: stop the search, and keep what was found</source>
        <translation>搜索树：停止搜索，保留已找到的内容</translation>
    </message>
    <message>
        <source>Trees (%1)</source>
        <translation>搜索树 (%1)</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>正在加载模型……</translation>
    </message>
    <message numerus="yes">
        <source>Searching … %n nodes</source>
        <translation>
            <numerusform>正在搜索…… %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Set a problem up on the left and search, or open the searches of a run: the tree grows here.</source>
        <translation>在左侧设置问题并搜索，或打开某次运行的搜索：搜索树会在这里生长。</translation>
    </message>
    <message>
        <source>Save the tree</source>
        <translation>保存搜索树</translation>
    </message>
    <message>
        <source>Steps labelled by hand, JSON Lines</source>
        <translation>人工标注的步骤，JSON Lines</translation>
    </message>
    <message>
        <source>Tree: label the step good, neutral or bad (can be undone)</source>
        <translation>树：把步骤标为好、中性或差（可撤销）</translation>
    </message>
    <message>
        <source>No step has a label by hand. Choose a node and press 1 (good), 2 (neutral) or 3 (bad).</source>
        <translation>没有任何步骤有人工标签。请选择一个节点，并按 1（好）、2（中性）或 3（差）。</translation>
    </message>
    <message>
        <source>Co&amp;mpare…</source>
        <translation>比较(&amp;M)…</translation>
    </message>
    <message>
        <source>Two searches side by side, with what each costs</source>
        <translation>并排显示两次搜索及各自的代价</translation>
    </message>
    <message>
        <source>There are no two searches to compare yet.</source>
        <translation>还没有两次可比较的搜索。</translation>
    </message>
    <message>
        <source>End the thoughts…</source>
        <translation>结束思考…</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Tree: the tokens, and what else could have stood there</source>
        <translation>树：查看词元以及该处还可能出现的词元</translation>
    </message>
    <message>
        <source>Tree: end the thoughts behind the node (can be undone)</source>
        <translation>树：在该节点之后结束思考（可撤销）</translation>
    </message>
</context>
<context>
    <name>lapidary::ReasonViewModel</name>
    <message>
        <source>An event of the trace speaks of the node %1, which never came: it was left out.</source>
        <translation>记录中的一个事件提到从未出现的节点 %1：已略去。</translation>
    </message>
    <message>
        <source>Choose a node.</source>
        <translation>请选择一个节点。</translation>
    </message>
    <message>
        <source>A search is under way.</source>
        <translation>搜索正在进行。</translation>
    </message>
    <message>
        <source>This tree was read from a file: nobody knows the model that it came from.</source>
        <translation>此树读自文件：无从得知它出自哪个模型。</translation>
    </message>
    <message>
        <source>expansion of a node</source>
        <translation>展开节点</translation>
    </message>
    <message>
        <source>search behind a node</source>
        <translation>在节点之后搜索</translation>
    </message>
    <message>
        <source>edit of a node</source>
        <translation>编辑节点</translation>
    </message>
    <message>
        <source>text put behind a node</source>
        <translation>在节点之后追加文本</translation>
    </message>
    <message>
        <source>The worker told of the node %1, which never came: it was left out.</source>
        <translation>工作进程提到从未出现的节点 %1：已略去。</translation>
    </message>
    <message>
        <source>Stopped. What was found so far stays.</source>
        <translation>已停止。已找到的内容予以保留。</translation>
    </message>
    <message>
        <source>Choose a node behind the problem.</source>
        <translation>请选择题目之后的节点。</translation>
    </message>
    <message>
        <source>A server tells no probabilities of a text that is there already. A model on this machine does.</source>
        <translation>服务器不会给出已有文本的概率。本机上的模型可以。</translation>
    </message>
    <message>
        <source>One piece has no steps. A search that goes step by step, as a beam search does, has some.</source>
        <translation>单独一段没有步骤。逐步进行的搜索（如束搜索）才有步骤。</translation>
    </message>
    <message>
        <source>Choose a token, and what shall stand in its place.</source>
        <translation>选择一个词元，以及要放在其位置的词元。</translation>
    </message>
    <message>
        <source>This token was written before the search: choose one behind it.</source>
        <translation>该词元在搜索之前就已写好：请选择其后的词元。</translation>
    </message>
    <message>
        <source>This token ends the answer or is a part of a character: no branch can go on behind it.</source>
        <translation>该词元结束回答或只是一个字符的一部分：分支无法在其后继续。</translation>
    </message>
    <message>
        <source>forced token</source>
        <translation>强制词元</translation>
    </message>
    <message>
        <source>Nobody knows what is right here: search with a rule and a reference answer, as problems of a data set have them.</source>
        <translation>此处不知道什么是正确的：请使用规则和参考答案进行搜索，数据集中的题目即带有它们。</translation>
    </message>
    <message>
        <source>The answer has one piece only, and it has ended: nothing goes on behind it.</source>
        <translation>该回答只有一段，并且已经结束：其后没有内容可以继续。</translation>
    </message>
</context>
<context>
    <name>lapidary::ReliabilityChart</name>
    <message>
        <source>Share of right answers against how sure they were</source>
        <translation>答对比例对把握程度</translation>
    </message>
    <message>
        <source>how sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>right</source>
        <translation>答对</translation>
    </message>
</context>
<context>
    <name>lapidary::ReliabilityView</name>
    <message>
        <source>share of the votes</source>
        <translation>得票比例</translation>
    </message>
    <message>
        <source>the arm&apos;s highest score</source>
        <translation>该对比项的最高分</translation>
    </message>
    <message>
        <source>probability a token, first sample</source>
        <translation>首个样本的平均词元概率</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>对比项</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>题组</translation>
    </message>
    <message>
        <source>Sure by what</source>
        <translation>把握的依据</translation>
    </message>
    <message>
        <source>sure by</source>
        <translation>把握依据</translation>
    </message>
    <message>
        <source>How sure, how many problems, how often right</source>
        <translation>把握程度、题目数、答对频率</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>答对</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Reading the samples …</source>
        <translation>正在读取样本……</translation>
    </message>
    <message>
        <source>This arm tells no such confidence in this bucket.</source>
        <translation>该对比项在此题组中没有这种把握值。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Expected calibration error %1 over %2 problems. Chance alone gives %3 to whoever is always as sure as right.</source>
        <translation>%2 道题上的期望校准误差为 %1。即使把握总是恰当，仅凭偶然也会有 %3。</translation>
    </message>
    <message>
        <source>No error is shown.</source>
        <translation>未显示出误差。</translation>
    </message>
    <message>
        <source>%1 to %2 %</source>
        <translation>%1 到 %2 %</translation>
    </message>
    <message>
        <source>probability among the choices</source>
        <translation>在各选项中的概率</translation>
    </message>
    <message>
        <source>No finished arm keeps two samples or more of every problem, or chooses among given choices, by which it could be told how sure it is.</source>
        <translation>没有已完成的对比项为每道题保存了两个或更多样本，也没有在给定选项中作选择的对比项，因此无法判断它有多大把握。</translation>
    </message>
</context>
<context>
    <name>lapidary::RemoteDialog</name>
    <message>
        <source>API</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>Without https</source>
        <translation>不用 https</translation>
    </message>
    <message>
        <source>&amp;Look which there are</source>
        <translation>查看有哪些(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;More settings</source>
        <translation>更多设置(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Name of the remote model</source>
        <translation>远程模型的名称</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Model of the server</source>
        <translation>服务器的模型</translation>
    </message>
    <message>
        <source>Texts may leave this machine</source>
        <translation>文本可以离开本机</translation>
    </message>
    <message>
        <source>as experiments call it: remote:NAME</source>
        <translation>实验中的叫法：remote:名称</translation>
    </message>
    <message>
        <source>Chat: the server&apos;s own chat template</source>
        <translation>聊天：服务器自己的聊天模板</translation>
    </message>
    <message>
        <source>Completions: it goes on with the text</source>
        <translation>补全：续写文本</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>The network is mine; send no key</source>
        <translation>网络是我自己的；不发送密钥</translation>
    </message>
    <message>
        <source>The network is mine; send the key, too</source>
        <translation>网络是我自己的；也发送密钥</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add a remote model</source>
        <translation>添加远程模型</translation>
    </message>
    <message>
        <source>Change “%1”</source>
        <translation>更改“%1”</translation>
    </message>
    <message>
        <source>the keyring holds one; empty leaves it</source>
        <translation>密钥环中已有；留空则保持不变</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Kept by the system&apos;s keyring, and sent to this server only.</source>
        <translation>保存在系统密钥环中，只发送给此服务器。</translation>
    </message>
    <message>
        <source>Kept by the system&apos;s keyring, and sent to %1 only.</source>
        <translation>保存在系统密钥环中，只发送给 %1。</translation>
    </message>
    <message>
        <source>Prompts, and the data in them, may leave this machine for this server</source>
        <translation>提示词及其中的数据可以离开本机发往此服务器</translation>
    </message>
</context>
<context>
    <name>lapidary::RemoteViewModel</name>
    <message>
        <source>It needs a name.</source>
        <translation>需要一个名称。</translation>
    </message>
    <message>
        <source>It needs an address, like https://host/v1.</source>
        <translation>需要一个地址，例如 https://host/v1。</translation>
    </message>
    <message>
        <source>Which model of the server? Look which there are, or write its name.</source>
        <translation>用服务器的哪个模型？可查看有哪些，或直接填写名称。</translation>
    </message>
    <message>
        <source>Without https anyone on the way can read along. If the network is yours, say so below.</source>
        <translation>不用 https 时，途中任何人都能读取。如果网络是您自己的，请在下方说明。</translation>
    </message>
    <message>
        <source>Asking the server …</source>
        <translation>正在询问服务器…</translation>
    </message>
    <message>
        <source>The server answers. Its models: %1</source>
        <translation>服务器有应答。模型数：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::ReplaceDialog</name>
    <message>
        <source>Replace text</source>
        <translation>替换文本</translation>
    </message>
    <message>
        <source>All occurrences, as one step that can be undone. Ids and columns without a role stay as they are unless a field is named.</source>
        <translation>替换所有出现之处，作为可以撤销的一步。除非指明字段，编号和没有用途的列保持不变。</translation>
    </message>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>正则表达式(&amp;X)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>How the first rows will read</source>
        <translation>前几行替换后的样子</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>all texts</source>
        <translation>全部文本</translation>
    </message>
    <message>
        <source>the chosen ones: %1</source>
        <translation>所选的：%1</translation>
    </message>
    <message>
        <source>all on show: %1</source>
        <translation>显示的全部：%1</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Replace &amp;with</source>
        <translation>替换为(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>范围(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>行(&amp;R)</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>No row would change.</source>
        <translation>没有行会改变。</translation>
    </message>
    <message>
        <source>%1 would change.</source>
        <translation>%1 会改变。</translation>
    </message>
    <message>
        <source>Replacing</source>
        <translation>正在替换</translation>
    </message>
</context>
<context>
    <name>lapidary::ReplayBar</name>
    <message>
        <source>Rep&amp;lay</source>
        <translation>回放(&amp;L)</translation>
    </message>
    <message>
        <source>The event before</source>
        <translation>上一个事件</translation>
    </message>
    <message>
        <source>The next event</source>
        <translation>下一个事件</translation>
    </message>
    <message>
        <source>The event before (,)</source>
        <translation>上一个事件 (,)</translation>
    </message>
    <message>
        <source>The next event (.)</source>
        <translation>下一个事件 (.)</translation>
    </message>
    <message>
        <source>Show how the tree grew (P)</source>
        <translation>显示树的生长过程 (P)</translation>
    </message>
    <message>
        <source>Event up to which the tree is shown</source>
        <translation>显示到哪个事件为止</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
</context>
<context>
    <name>lapidary::RowActions</name>
    <message>
        <source>&amp;Edit the cell</source>
        <translation>编辑单元格(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Tag…</source>
        <translation>打标签(&amp;T)…</translation>
    </message>
    <message>
        <source>Ta&amp;ke a tag away…</source>
        <translation>取下标签(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Bring back</source>
        <translation>恢复(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Replace text…</source>
        <translation>替换文本(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;History of the row…</source>
        <translation>行的历史(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Copy with headers</source>
        <translation>连同表头复制(&amp;C)</translation>
    </message>
    <message>
        <source>Choose &amp;all on show</source>
        <translation>选择显示的全部(&amp;A)</translation>
    </message>
</context>
<context>
    <name>lapidary::RowChangesModel</name>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>+ added</source>
        <translation>+ 新增</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− 移除</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ 修改</translation>
    </message>
    <message>
        <source># tags only</source>
        <translation># 仅标签</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>lapidary::RowExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>写成</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>&amp;Written as</source>
        <translation>写成(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Export rows</source>
        <translation>导出行</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>%1 written to %2.</source>
        <translation>已将 %1 写入 %2。</translation>
    </message>
    <message>
        <source>The %1 on show as JSON Lines or Parquet. Where a row cannot be said in the layout, its number is told and nothing is written.</source>
        <translation>将所显示的 %1 写成 JSON Lines 或 Parquet。若某行无法用该格式表达，会告知其编号，且不写任何内容。</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl);;Parquet (*.parquet)</source>
        <translation>JSON Lines (*.jsonl);;Parquet (*.parquet)</translation>
    </message>
</context>
<context>
    <name>lapidary::RowTokensView</name>
    <message>
        <source>Tokens of the row</source>
        <translation>该行的词元</translation>
    </message>
    <message>
        <source>Lengths in tokens</source>
        <translation>长度（词元）</translation>
    </message>
    <message>
        <source>Solid box: learnt.  Dashed and grey: masked, no loss on it.  Struck out: cut off at max_length.  · is a space, ⏎ a line feed, → a tab.</source>
        <translation>实线框：学习。虚线灰色：被掩蔽，不计损失。删除线：在 max_length 处截断。· 为空格，⏎ 为换行，→ 为制表符。</translation>
    </message>
    <message>
        <source>Which answer of the pair</source>
        <translation>偏好对中的哪个回答</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>被选中的</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>被拒绝的</translation>
    </message>
    <message>
        <source>Whose tokenizer</source>
        <translation>使用谁的分词器</translation>
    </message>
    <message>
        <source>max_length in tokens</source>
        <translation>max_length（词元）</translation>
    </message>
    <message>
        <source>Rows lose what lies behind this many tokens. It begins with what the training on this data set says.</source>
        <translation>超出这么多词元的部分会被截去。初始值取自在此数据集上的训练。</translation>
    </message>
    <message>
        <source>tokenizer of</source>
        <translation>分词器来自</translation>
    </message>
    <message>
        <source>Row %1 as its training sees it</source>
        <translation>训练所见的第 %1 行</translation>
    </message>
    <message>
        <source>Choose a row</source>
        <translation>选择一行</translation>
    </message>
    <message>
        <source>No model of this project has a tokenizer.</source>
        <translation>此项目的模型都没有分词器。</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>masked: no loss</source>
        <translation>被掩蔽：不计损失</translation>
    </message>
    <message>
        <source>first token: nothing precedes it</source>
        <translation>首个词元：前面没有内容</translation>
    </message>
    <message>
        <source>learnt</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>%1 · token %2 · place %3 · %4</source>
        <translation>%1 · 词元 %2 · 位置 %3 · %4</translation>
    </message>
    <message>
        <source>max_length %1</source>
        <translation>max_length %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 learnt</source>
        <translation>%1 个学习</translation>
    </message>
    <message>
        <source>%1 masked</source>
        <translation>%1 个掩蔽</translation>
    </message>
    <message>
        <source>%1 cut off</source>
        <translation>%1 个截断</translation>
    </message>
    <message>
        <source>nothing to learn: the row would be left out</source>
        <translation>没有可学的内容：此行会被略去</translation>
    </message>
    <message>
        <source>%1 characters that the tokenizer cannot express: %2</source>
        <translation>%1 个字符无法由分词器表示：%2</translation>
    </message>
    <message>
        <source>a token reaches across the end of the prompt: the completion begins before it</source>
        <translation>有词元跨过提示的末尾：回答从它之前开始</translation>
    </message>
    <message>
        <source>Stop counting</source>
        <translation>停止计数</translation>
    </message>
    <message>
        <source>%1 characters in %2 rows that the tokenizer cannot express: %3</source>
        <translation>%2 行中有 %1 个字符无法由分词器表示：%3</translation>
    </message>
    <message>
        <source>C&amp;onversation</source>
        <translation>对话(&amp;O)</translation>
    </message>
    <message>
        <source>The row to be read, instead of its tokens</source>
        <translation>以便于阅读的形式显示该行，而不是它的词元</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
</context>
<context>
    <name>lapidary::RowsView</name>
    <message>
        <source>Lines that are no rows</source>
        <translation>不是数据行的行</translation>
    </message>
    <message>
        <source>Search all rows (Ctrl+F)</source>
        <translation>搜索所有行 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search all rows</source>
        <translation>搜索所有行</translation>
    </message>
    <message>
        <source>Rows of the data set</source>
        <translation>数据集的行</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>frozen as %1</source>
        <translation>冻结为 %1</translation>
    </message>
    <message>
        <source>trained on by %1</source>
        <translation>由 %1 用于训练</translation>
    </message>
    <message>
        <source>1 bad line</source>
        <translation>1 个不合格的行</translation>
    </message>
    <message>
        <source>%1 bad lines</source>
        <translation>%1 个不合格的行</translation>
    </message>
    <message>
        <source>These rows are made when a run needs them: run the experiment, or a stage of it, and they stand here.</source>
        <translation>这些行在运行需要时才生成：运行实验或其中一个阶段，它们就会出现在这里。</translation>
    </message>
    <message>
        <source>&amp;Curate…</source>
        <translation>整理(&amp;C)…</translation>
    </message>
    <message>
        <source>Edit, tag, deduplicate and split these rows. The file stays as it is.</source>
        <translation>编辑这些行，打标签、去重、划分。原文件保持不变。</translation>
    </message>
    <message>
        <source>&amp;Train on these…</source>
        <translation>用其训练(&amp;T)…</translation>
    </message>
    <message>
        <source>The experiment has no name for a snapshot: curate it, and freeze it under one.</source>
        <translation>快照在实验中没有名称：请先整理，再以一个名称冻结。</translation>
    </message>
    <message>
        <source>Opens the form of a new training with these rows, and a method that learns from such.</source>
        <translation>打开新训练的表单，填入这些行以及能从中学习的方法。</translation>
    </message>
</context>
<context>
    <name>lapidary::RunBar</name>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>checkpoint at %1</source>
        <translation>检查点在 %1</translation>
    </message>
    <message>
        <source>The training that the buttons work on</source>
        <translation>按钮所作用的训练</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>恢复(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>For&amp;k…</source>
        <translation>分叉(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Again…</source>
        <translation>再次运行(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;New training…</source>
        <translation>新训练(&amp;N)…</translation>
    </message>
    <message>
        <source>Go on from a checkpoint with other settings, as a run of its own</source>
        <translation>从检查点以其他设置作为独立运行继续</translation>
    </message>
    <message>
        <source>A new training with this one&apos;s settings, to be changed</source>
        <translation>以此训练的设置为基础、可修改的新训练</translation>
    </message>
    <message>
        <source>M&amp;ore ▾</source>
        <translation>更多(&amp;O) ▾</translation>
    </message>
    <message>
        <source>What else can be done with the run</source>
        <translation>还可以对该运行做什么</translation>
    </message>
    <message>
        <source>It is not at work.</source>
        <translation>它没有在进行。</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>更改设置(&amp;G)…</translation>
    </message>
    <message>
        <source>Give the paused run another learning rate, length or weight of its loss, from here on</source>
        <translation>从此处起为已暂停的运行更换学习率、长度或损失权重</translation>
    </message>
    <message>
        <source>one setting changed</source>
        <translation>更改了一项设置</translation>
    </message>
    <message>
        <source>%1 settings changed</source>
        <translation>更改了 %1 项设置</translation>
    </message>
    <message>
        <source>Label no&amp;w…</source>
        <translation>立即标注(&amp;W)…</translation>
    </message>
    <message>
        <source>Pauses the run and asks its policy as it stands: you judge what it says, and the run goes on with your labels</source>
        <translation>暂停运行并询问此刻的策略模型：由您判断其回答，运行再带着您的标签继续</translation>
    </message>
    <message>
        <source>It has no checkpoint to fork from yet. One comes every save_steps steps, and every five minutes between them.</source>
        <translation>它还没有可供分叉的检查点。每 save_steps 步保存一个，其间每五分钟也保存一个。</translation>
    </message>
</context>
<context>
    <name>lapidary::RunControl</name>
    <message>
        <source>Stop “%1”?</source>
        <translation>停止“%1”？</translation>
    </message>
    <message>
        <source>&amp;Stop the run</source>
        <translation>停止运行(&amp;S)</translation>
    </message>
    <message>
        <source>“%1” is needed</source>
        <translation>“%1”仍被需要</translation>
    </message>
    <message>
        <source>It can be deleted when these are gone or have ended:
%1</source>
        <translation>待以下各项移除或结束后，才能删除它：
%1</translation>
    </message>
    <message>
        <source>Its log, its checkpoints and its model go with it: %1. This cannot be undone.</source>
        <translation>它的日志、检查点和模型会一并删除：%1。此操作无法撤销。</translation>
    </message>
    <message>
        <source>These were made from it and could not be repeated:
%1</source>
        <translation>以下各项由它生成，删除后将无法重复：
%1</translation>
    </message>
    <message>
        <source>Delete “%1” and its files?</source>
        <translation>要删除“%1”及其文件吗？</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
</context>
<context>
    <name>lapidary::RunDialog</name>
    <message>
        <source>Name and notes</source>
        <translation>名称与备注</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>运行的名称</translation>
    </message>
    <message>
        <source>Notes about the run</source>
        <translation>关于运行的备注</translation>
    </message>
    <message>
        <source>What was tried, what came of it</source>
        <translation>尝试了什么，结果如何</translation>
    </message>
    <message>
        <source>Made as “%1”, in the folder %2.</source>
        <translation>以“%1”之名生成，位于文件夹 %2。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>备注(&amp;O)</translation>
    </message>
</context>
<context>
    <name>lapidary::RunEndBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Show its curves</source>
        <translation>显示其曲线</translation>
    </message>
    <message>
        <source>Measure it in an arm…</source>
        <translation>在对比项中测量…</translation>
    </message>
    <message>
        <source>Compare the arms</source>
        <translation>比较各对比项</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>显示原因</translation>
    </message>
    <message>
        <source>Resume it</source>
        <translation>恢复它</translation>
    </message>
</context>
<context>
    <name>lapidary::RunsModel</name>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>%1, no. %2</source>
        <translation>%1，第 %2 位</translation>
    </message>
    <message>
        <source>Made as “%1”</source>
        <translation>以“%1”之名生成</translation>
    </message>
</context>
<context>
    <name>lapidary::SamplerForm</name>
    <message>
        <source>0, greedy</source>
        <translation>0（贪心）</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>最多词元</translation>
    </message>
    <message>
        <source>Weights held as</source>
        <translation>权重存放为</translation>
    </message>
    <message>
        <source>16 bits a weight: half the memory, and up to twice as fast. What is stored with more is rounded.</source>
        <translation>每个权重 16 位：内存减半，速度最多快一倍。以更高精度存储的会被舍入。</translation>
    </message>
    <message>
        <source>8 bits a weight: the least memory, and the coarsest.</source>
        <translation>每个权重 8 位：内存最少，也最粗略。</translation>
    </message>
    <message>
        <source>32 bits a weight: nothing is rounded.</source>
        <translation>每个权重 32 位：不作任何舍入。</translation>
    </message>
</context>
<context>
    <name>lapidary::SamplesModel</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Advantage</source>
        <translation>优势</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>补全</translation>
    </message>
</context>
<context>
    <name>lapidary::SamplesView</name>
    <message>
        <source>Search the samples</source>
        <translation>搜索样本</translation>
    </message>
    <message>
        <source>Search prompts and completions (Ctrl+F)</source>
        <translation>搜索提示和补全（Ctrl+F）</translation>
    </message>
    <message>
        <source>Samples of the chosen run</source>
        <translation>所选运行的样本</translation>
    </message>
    <message>
        <source>Prompt of the sample</source>
        <translation>样本的提示</translation>
    </message>
    <message>
        <source>Completion of the sample</source>
        <translation>样本的补全</translation>
    </message>
    <message>
        <source>&amp;Token colours (T)</source>
        <translation>词元着色（T）(&amp;T)</translation>
    </message>
    <message>
        <source>The darker, the less likely the token was; underlined: below 10 %</source>
        <translation>颜色越深，词元的概率越低；下划线表示低于 10 %</translation>
    </message>
    <message>
        <source>This run has told no samples. GRPO tells some with every point of its curves.</source>
        <translation>此运行没有样本。GRPO 在曲线的每个点都会给出一些。</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>%1 of %2 samples</source>
        <translation>%1 / %2 个采样</translation>
    </message>
    <message>
        <source>Choose a sample</source>
        <translation>请选择样本</translation>
    </message>
    <message>
        <source>Step %1  ·  reward %2  ·  advantage %3</source>
        <translation>第 %1 步  ·  奖励 %2  ·  优势 %3</translation>
    </message>
    <message>
        <source>  ·  cut before its end</source>
        <translation>  ·  未写完就被截断</translation>
    </message>
    <message>
        <source>Log-prob</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>The darker, the less sure the policy was of the token; underlined: above 1.5 nats</source>
        <translation>颜色越深，策略对该词元越没把握；下划线：高于 1.5 nat</translation>
    </message>
    <message>
        <source>Policy / reference</source>
        <translation>策略 / 参考</translation>
    </message>
    <message>
        <source>The darker, the further the policy has gone from the reference; underlined: likelier by a fifth, dashed: less likely by a fifth</source>
        <translation>颜色越深，策略离参考越远；下划线：概率高出五分之一，虚线：低五分之一</translation>
    </message>
    <message>
        <source>unscorable</source>
        <translation>无法评分</translation>
    </message>
    <message>
        <source>Trainer / sampler</source>
        <translation>训练端 / 采样端</translation>
    </message>
    <message>
        <source>The darker, the further the probability that is learnt with is from the one that drew the token, which only their arithmetic sets apart; underlined: likelier by a fifth, dashed: less likely by a fifth</source>
        <translation>颜色越深，学习时的概率与抽出该词元时的概率相差越大，二者只因运算方式而不同；下划线：高出五分之一，虚线：低五分之一</translation>
    </message>
    <message>
        <source>%1. Put the cursor on a token to see its numbers.</source>
        <translation>%1。把光标放在词元上可查看它的数值。</translation>
    </message>
</context>
<context>
    <name>lapidary::ScoreHistogram</name>
    <message>
        <source>How many pairs have which margin</source>
        <translation>各间隔各有多少样本对</translation>
    </message>
    <message>
        <source>How many right and wrong ones have which score</source>
        <translation>各分数各有多少正确与错误的</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>样本对</translation>
    </message>
    <message>
        <source>wrong │ right</source>
        <translation>错误 │ 正确</translation>
    </message>
</context>
<context>
    <name>lapidary::ScoreScatter</name>
    <message>
        <source>Score against length</source>
        <translation>分数对长度</translation>
    </message>
    <message>
        <source>tokens, with the prompt</source>
        <translation>词元数，含提示</translation>
    </message>
    <message>
        <source>score</source>
        <translation>分数</translation>
    </message>
</context>
<context>
    <name>lapidary::ScoresBar</name>
    <message>
        <source>The evaluation before</source>
        <translation>上一次评估</translation>
    </message>
    <message>
        <source>The next evaluation</source>
        <translation>下一次评估</translation>
    </message>
    <message>
        <source>Evaluation on show</source>
        <translation>所显示的评估</translation>
    </message>
    <message>
        <source>The evaluation before (,)</source>
        <translation>上一次评估（,）</translation>
    </message>
    <message>
        <source>The next evaluation (.)</source>
        <translation>下一次评估（.）</translation>
    </message>
    <message>
        <source>Step %1 (evaluation %2 of %3)</source>
        <translation>第 %1 步（第 %2 次评估，共 %3 次）</translation>
    </message>
</context>
<context>
    <name>lapidary::ScoresModel</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>lapidary::ScoresView</name>
    <message>
        <source>Score against length</source>
        <translation>分数对长度</translation>
    </message>
    <message>
        <source>Held-out rows, the worst first</source>
        <translation>留出的行，最差的在前</translation>
    </message>
    <message>
        <source>Text of the chosen row</source>
        <translation>所选行的文本</translation>
    </message>
    <message>
        <source>Of %1 held-out pairs %2 are ranked right (95 % interval: %3 to %4).</source>
        <translation>%1 个留出的样本对中，%2 排序正确（95 % 区间：%3 至 %4）。</translation>
    </message>
    <message>
        <source>Of %1 held-out steps %2 are told right from wrong (95 % interval: %3 to %4); always saying the commoner of the two would reach %5.</source>
        <translation>%1 个留出的步骤中，%2 的对错判断正确（95 % 区间：%3 至 %4）；总判为较常见的一类可达 %5。</translation>
    </message>
    <message>
        <source>Of %1 held-out answers %2 are told right from wrong (95 % interval: %3 to %4); always saying the commoner of the two would reach %5.</source>
        <translation>%1 个留出的回答中，%2 的对错判断正确（95 % 区间：%3 至 %4）；总判为较常见的一类可达 %5。</translation>
    </message>
    <message>
        <source>The first %1 of %2 held-out rows are told.</source>
        <translation>显示 %2 个留出行中的前 %1 行。</translation>
    </message>
    <message>
        <source>%1 rows are left out: a score of theirs is no finite number.</source>
        <translation>略去 %1 行：其中有分数不是有限数。</translation>
    </message>
    <message>
        <source>Margins: chosen less rejected</source>
        <translation>间隔：选中减拒绝</translation>
    </message>
    <message>
        <source>Scores of right and wrong ones</source>
        <translation>正确与错误者的分数</translation>
    </message>
    <message>
        <source>Left of 0 the rejected answer is ahead.</source>
        <translation>0 的左侧为被拒绝的回答领先。</translation>
    </message>
    <message>
        <source>A right one scores above a wrong one in %1 of all couples; chance gives 50 %.</source>
        <translation>在 %1 的配对中，正确者的分数高于错误者；凭偶然为 50 %。</translation>
    </message>
    <message>
        <source>All have the same label, so that nothing is told apart.</source>
        <translation>所有标签都相同，无从区分。</translation>
    </message>
    <message>
        <source>how sure, by the margin</source>
        <translation>由间隔得到的把握</translation>
    </message>
    <message>
        <source>probability by the score</source>
        <translation>由分数得到的概率</translation>
    </message>
    <message>
        <source>ranked right</source>
        <translation>排序正确</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>How sure against how often right</source>
        <translation>把握对排序正确的比例</translation>
    </message>
    <message>
        <source>Probability said against share right</source>
        <translation>所说的概率对正确的比例</translation>
    </message>
    <message>
        <source>Expected calibration error %1; chance alone gives %2.</source>
        <translation>期望校准误差 %1；仅凭偶然也会有 %2。</translation>
    </message>
    <message>
        <source>● chosen  × rejected</source>
        <translation>● 选中  × 拒绝</translation>
    </message>
    <message>
        <source>● right  × wrong</source>
        <translation>● 正确  × 错误</translation>
    </message>
    <message>
        <source>correlation %1</source>
        <translation>相关系数 %1</translation>
    </message>
    <message>
        <source>no correlation: one of the two does not vary</source>
        <translation>无相关系数：两者之一没有变化</translation>
    </message>
    <message>
        <source>the longer answer is ahead in %1 of the pairs, and is the chosen one in %2</source>
        <translation>较长的回答在 %1 的样本对中领先，在 %2 中是选中的</translation>
    </message>
    <message>
        <source>This training makes no reward model. Those that do (of pairs, of outcomes, of steps) tell their scores of held-out rows here.</source>
        <translation>此训练不产生奖励模型。产生奖励模型的训练（基于样本对、结果或步骤）会在这里显示它们对留出行的评分。</translation>
    </message>
    <message>
        <source>This run was measured by a version that kept no scores of single rows. Start it again to see them.</source>
        <translation>测量此运行的版本没有保存逐行的分数。请再次运行以查看。</translation>
    </message>
    <message>
        <source>No held-out rows have been scored yet. They are scored every eval_steps steps, or after each pass over the data, where the run has some: rows of its input eval, or a share of its data (test_size).</source>
        <translation>还没有给留出的行评分。若此运行有留出的行（输入 eval 的行，或数据的一部分，见 test_size），则每 eval_steps 步评分一次，或每遍历一次数据评分一次。</translation>
    </message>
    <message>
        <source>This run has scored no held-out rows. Give rows to its input eval, or set test_size (0.1 holds out a tenth of the rows), and start it again.</source>
        <translation>此运行没有给留出的行评分。请为输入 eval 提供行，或设置 test_size（0.1 会留出十分之一的行），然后再次运行。</translation>
    </message>
    <message>
        <source>The run&apos;s data no longer has this row.</source>
        <translation>此运行的数据中已没有这一行。</translation>
    </message>
</context>
<context>
    <name>lapidary::SearchForm</name>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The problem, as the model shall read it. Ctrl+Enter searches.</source>
        <translation>模型将读到的问题。按 Ctrl+Enter 搜索。</translation>
    </message>
    <message>
        <source>As a &amp;chat</source>
        <translation>作为对话(&amp;C)</translation>
    </message>
    <message>
        <source>The problem is written with the model&apos;s chat template</source>
        <translation>用模型的对话模板书写问题</translation>
    </message>
    <message>
        <source>Model that searches</source>
        <translation>进行搜索的模型</translation>
    </message>
    <message>
        <source>How it searches</source>
        <translation>搜索方式</translation>
    </message>
    <message>
        <source>How answers are found in texts</source>
        <translation>如何在文本中找到答案</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>无规则</translation>
    </message>
    <message>
        <source>Reference answer</source>
        <translation>参考答案</translation>
    </message>
    <message>
        <source>If known</source>
        <translation>如果已知</translation>
    </message>
    <message>
        <source>Sett&amp;ings…</source>
        <translation>设置(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>Settings of the strategy</source>
        <translation>策略的设置</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message numerus="yes">
        <source>Sett&amp;ings (%n changed)…</source>
        <translation>
            <numerusform>设置（已改 %n 项）(&amp;I)…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Where the problem comes from</source>
        <translation>题目的来源</translation>
    </message>
    <message>
        <source>Which problem of the data set</source>
        <translation>数据集中的第几题</translation>
    </message>
    <message>
        <source>Written by hand</source>
        <translation>手工填写</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> / %1</translation>
    </message>
</context>
<context>
    <name>lapidary::SearchSetup</name>
    <message>
        <source>There is no model to ask: add one in the Models panel.</source>
        <translation>没有可以询问的模型：请在“模型”面板中添加。</translation>
    </message>
    <message>
        <source>Nobody has allowed texts to leave this machine for this server.</source>
        <translation>尚未允许将文本发送到此服务器。</translation>
    </message>
    <message>
        <source>This model has no tokenizer, so that text cannot be read.</source>
        <translation>此模型没有分词器，无法读取文本。</translation>
    </message>
    <message>
        <source>Looking for the model&apos;s chat template …</source>
        <translation>正在查找模型的对话模板……</translation>
    </message>
    <message>
        <source>The strategies are not known yet.</source>
        <translation>尚不知道有哪些策略。</translation>
    </message>
    <message>
        <source>Write a problem.</source>
        <translation>请写下一个问题。</translation>
    </message>
    <message numerus="yes">
        <source>%n fields of the form are wrong.</source>
        <translation>
            <numerusform>表单中有 %n 个字段有误。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lapidary::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language changes when Lapidary is started the next time.</source>
        <translation>语言将在下次启动 Lapidary 时更改。</translation>
    </message>
    <message>
        <source>Ask before a run is stopped</source>
        <translation>停止运行前询问</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Begin with the project of last time</source>
        <translation>启动时打开上次的项目</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
</context>
<context>
    <name>lapidary::ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>lapidary::SplitDialog</name>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>The %1 on show are dealt among parts by their weights; each row is tagged with its part. The same rows, settings and seed give the same parts. A part without a name is none.</source>
        <translation>显示的 %1 按权重分到各部分，每行打上所属部分的标签。相同的行、设置和种子得到相同的部分。没有名称的部分不算。</translation>
    </message>
    <message>
        <source>How rows are dealt</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Name of part %1</source>
        <translation>第 %1 部分的名称</translation>
    </message>
    <message>
        <source>Weight of part %1</source>
        <translation>第 %1 部分的权重</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>第 %1 部分</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>each value of the column by the weights</source>
        <translation>列的每个取值都按权重</translation>
    </message>
    <message>
        <source>rows of one value stay together</source>
        <translation>同一取值的行在一起</translation>
    </message>
    <message>
        <source>all tags of the row</source>
        <translation>行的全部标签</translation>
    </message>
    <message>
        <source>&amp;Dealt</source>
        <translation>方式(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Column</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>划分(&amp;S)</translation>
    </message>
    <message>
        <source>Dealing</source>
        <translation>正在划分</translation>
    </message>
    <message>
        <source>Also &amp;freeze each part as a data set of the experiment</source>
        <translation>并将每个部分冻结为实验的数据集(&amp;F)</translation>
    </message>
    <message>
        <source>The experiment has a data set called “%1” already.</source>
        <translation>实验中已有名为“%1”的数据集。</translation>
    </message>
</context>
<context>
    <name>lapidary::StageForm</name>
    <message>
        <source>Asked on</source>
        <translation>提问所用</translation>
    </message>
    <message>
        <source>Data sets that the arm is asked on</source>
        <translation>该对比项所用的数据集</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Back to the graph (Esc); everything is written already</source>
        <translation>返回图（Esc）；所有内容均已写入</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Fewer &amp;inputs</source>
        <translation>收起输入(&amp;I)</translation>
    </message>
    <message>
        <source>Further &amp;inputs (%1)</source>
        <translation>更多输入（%1）(&amp;I)</translation>
    </message>
</context>
<context>
    <name>lapidary::StartPage</name>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open a folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>What you open stands here the next time.</source>
        <translation>您打开过的项目下次会显示在这里。</translation>
    </message>
    <message>
        <source>Fine-tune, align and compare language models on this machine. A project is a folder with an experiment: data, training stages, and the arms that are compared.</source>
        <translation>在本机上微调、对齐并比较语言模型。项目是一个包含实验的文件夹：数据、训练阶段以及参与比较的对比项。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ready-made projects</source>
        <translation>现成项目</translation>
    </message>
    <message>
        <source>Make a copy…</source>
        <translation>创建副本…</translation>
    </message>
    <message>
        <source>Make a project of your own from %1</source>
        <translation>以“%1”为模板创建自己的项目</translation>
    </message>
    <message>
        <source>Five steps through the starter, which is made first</source>
        <translation>用五步走过入门项目（会先创建它）</translation>
    </message>
    <message>
        <source>To&amp;ur</source>
        <translation>导览(&amp;U)</translation>
    </message>
    <message>
        <source>Project of your o&amp;wn…</source>
        <translation>自己的项目(&amp;W)…</translation>
    </message>
    <message>
        <source>From a template, or with a model and data of your own</source>
        <translation>从模板开始，或使用自己的模型和数据</translation>
    </message>
</context>
<context>
    <name>lapidary::StatusLine</name>
    <message>
        <source>What is running</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>Device that the runs compute on</source>
        <translation>运行所用的计算设备</translation>
    </message>
    <message>
        <source>Peak memory of the running job</source>
        <translation>当前任务的峰值内存</translation>
    </message>
    <message>
        <source>Whether everything that you made is on disk</source>
        <translation>您的所有改动是否已写入磁盘</translation>
    </message>
    <message>
        <source>Folder of the project</source>
        <translation>项目文件夹</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>没有运行中的任务</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开项目</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，剩余 %1</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
</context>
<context>
    <name>lapidary::StepBar</name>
    <message>
        <source>&amp;All steps</source>
        <translation>全部步(&amp;A)</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Step whose completions are on show</source>
        <translation>所显示补全的步</translation>
    </message>
    <message>
        <source>The step before (,)</source>
        <translation>上一步（,）</translation>
    </message>
    <message>
        <source>The next step (.)</source>
        <translation>下一步（.）</translation>
    </message>
    <message>
        <source>Step %1 (%2 of %3)</source>
        <translation>第 %1 步（%2 / %3）</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
</context>
<context>
    <name>lapidary::StepHelpModel</name>
    <message>
        <source>The model goes on behind each step…</source>
        <translation>模型正从每一步续写…</translation>
    </message>
    <message>
        <source>The model scores the steps…</source>
        <translation>模型正在给步骤打分…</translation>
    </message>
    <message>
        <source>Nobody says anything of the steps: %1</source>
        <translation>没有对步骤的判断：%1</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%2 步中的 %1 步</translation>
    </message>
</context>
<context>
    <name>lapidary::TagDialog</name>
    <message>
        <source>Tag rows</source>
        <translation>给行打标签</translation>
    </message>
    <message>
        <source>Take a tag away</source>
        <translation>取下标签</translation>
    </message>
    <message>
        <source>%1 get the tag. Filters, splits and exports can go by it; undo takes it away again.</source>
        <translation>%1 会得到该标签，可据此筛选、划分和导出；撤销即取下。</translation>
    </message>
    <message>
        <source>%1 lose the tag; undo gives it back.</source>
        <translation>%1 会失去该标签；撤销即恢复。</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags that there are</source>
        <translation>已有的标签</translation>
    </message>
    <message>
        <source>&amp;Tag</source>
        <translation>打标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Take away</source>
        <translation>取下(&amp;T)</translation>
    </message>
</context>
<context>
    <name>lapidary::TemplateList</name>
    <message>
        <source>What the project begins with</source>
        <translation>项目的起点</translation>
    </message>
    <message>
        <source>My data, my model</source>
        <translation>我的数据，我的模型</translation>
    </message>
    <message>
        <source>Nothing yet: bring a model and rows, and add stages to them.</source>
        <translation>从空白开始：带来模型和行，再添加阶段。</translation>
    </message>
</context>
<context>
    <name>lapidary::TimeBars</name>
    <message>
        <source>Seconds until a verdict</source>
        <translation>判断用时（秒）</translation>
    </message>
    <message>
        <source>%1 verdicts, half of them within %2 s</source>
        <translation>%1 个判断，一半在 %2 秒内</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 秒</translation>
    </message>
    <message>
        <source>%1 s and more</source>
        <translation>%1 秒及以上</translation>
    </message>
</context>
<context>
    <name>lapidary::TintLegend</name>
    <message>
        <source> · kept from before the branch</source>
        <translation> · 分支之前保留的</translation>
    </message>
    <message>
        <source>“%1” · log-probability %2 (%3) · entropy %4 nats%5</source>
        <translation>“%1” · 对数概率 %2（%3） · 熵 %4 奈特%5</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>意料之中</translation>
    </message>
    <message>
        <source>≥ %1 nats</source>
        <translation>≥ %1 奈特</translation>
    </message>
    <message>
        <source>≤ −%1 nats</source>
        <translation>≤ −%1 奈特</translation>
    </message>
    <message>
        <source>“%1” · log-probability %2 (%3)</source>
        <translation>“%1” · 对数概率 %2（%3）</translation>
    </message>
</context>
<context>
    <name>lapidary::TokenText</name>
    <message>
        <source>“%1”: %2, log-prob %3</source>
        <translation>“%1”：%2，对数概率 %3</translation>
    </message>
    <message>
        <source>, entropy %1 nats</source>
        <translation>，熵 %1 nat</translation>
    </message>
    <message>
        <source>, policy / reference %1</source>
        <translation>，策略 / 参考 %1</translation>
    </message>
    <message>
        <source>, trainer / sampler %1</source>
        <translation>，训练端 / 采样端 %1</translation>
    </message>
</context>
<context>
    <name>lapidary::Tour</name>
    <message>
        <source>Run the experiment</source>
        <translation>运行实验</translation>
    </message>
    <message>
        <source>See what is at work</source>
        <translation>查看正在进行的工作</translation>
    </message>
    <message>
        <source>Each stage is a run. Here it can be paused, stopped, resumed, named and deleted; Inspector and Log beside it say the rest.</source>
        <translation>每个阶段都是一个运行。在这里可以暂停、停止、恢复、命名和删除它；旁边的检查器和日志说明其余信息。</translation>
    </message>
    <message>
        <source>Watch it learn</source>
        <translation>观察学习过程</translation>
    </message>
    <message>
        <source>Curves grow while a training runs. Pause it, look at what it says, or fork a checkpoint with other settings.</source>
        <translation>训练进行时曲线会增长。可以暂停、查看它的输出，或以其他设置从检查点分叉。</translation>
    </message>
    <message>
        <source>Compare what came out</source>
        <translation>比较结果</translation>
    </message>
    <message>
        <source>Every arm answers the same questions. Accuracy has its interval, and a test says whether a difference is more than luck.</source>
        <translation>每个对比项回答相同的题目。准确率带有置信区间，检验会说明差异是否不只是运气。</translation>
    </message>
    <message>
        <source>Talk with a model</source>
        <translation>与模型对话</translation>
    </message>
    <message>
        <source>Trained models stand here. The playground shows at each token how sure the model was. F1 opens the manual wherever you are.</source>
        <translation>训练好的模型在这里。试验场显示模型对每个词元有多确定。无论在何处，F1 都会打开手册。</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>End the to&amp;ur</source>
        <translation>结束导览(&amp;U)</translation>
    </message>
    <message>
        <source>An experiment leads from a model over training stages to arms that are compared. Run all does what has not been done yet; the starter takes some minutes.</source>
        <translation>一个实验从模型开始，经过各训练阶段，到进行比较的对比项。“全部运行”完成尚未做的部分；入门项目需要几分钟。</translation>
    </message>
</context>
<context>
    <name>lapidary::TraceReader</name>
    <message numerus="yes">
        <source>%n more events cannot be read.</source>
        <translation>
            <numerusform>另有 %n 个事件无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no search in %1. Open the run.log of an arm whose strategy searches, or a file of search events, one a line.</source>
        <translation>%1 中没有搜索。请打开其策略会搜索的对照组的 run.log，或每行一个事件的搜索事件文件。</translation>
    </message>
</context>
<context>
    <name>lapidary::TradeoffChart</name>
    <message>
        <source>tokens a problem</source>
        <translation>每题词元数</translation>
    </message>
    <message>
        <source>%1, N = %2: %3</source>
        <translation>%1，N = %2：%3</translation>
    </message>
    <message>
        <source>Export as &amp;%1…</source>
        <translation>导出为 &amp;%1…</translation>
    </message>
    <message>
        <source>seconds a problem</source>
        <translation>每题秒数</translation>
    </message>
    <message>
        <source>samples a problem</source>
        <translation>每题样本数</translation>
    </message>
    <message>
        <source>Accuracy against %1</source>
        <translation>准确率对%1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>%1 % (%2 to %3), %4</source>
        <translation>%1 %（%2 到 %3），%4</translation>
    </message>
</context>
<context>
    <name>lapidary::TrainFeature</name>
    <message>
        <source>New &amp;training…</source>
        <translation>新训练(&amp;T)…</translation>
    </message>
</context>
<context>
    <name>lapidary::TrainPanel</name>
    <message>
        <source>No curves yet</source>
        <translation>还没有曲线</translation>
    </message>
    <message>
        <source>Loss and reward appear here while a training runs, all runs in the same charts.</source>
        <translation>训练运行时，损失和奖励会显示在这里，所有运行画在同一图表中。</translation>
    </message>
    <message>
        <source>Go to the experiment</source>
        <translation>前往实验</translation>
    </message>
    <message>
        <source>Zoom in the chart with the focus (or turn the wheel)</source>
        <translation>缩放焦点所在的图表（或转动滚轮）</translation>
    </message>
    <message>
        <source>Move the cursor from point to point, in all charts</source>
        <translation>在所有图表中逐点移动光标</translation>
    </message>
    <message>
        <source>Show all of every curve (or double-click)</source>
        <translation>显示每条曲线的全部（或双击）</translation>
    </message>
    <message>
        <source>Export or copy the chart (or right-click)</source>
        <translation>导出或复制图表（或右键单击）</translation>
    </message>
    <message>
        <source>Hide or show the run with the focus in the legend</source>
        <translation>隐藏或显示图例中焦点所在的运行</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲线平滑</translation>
    </message>
    <message>
        <source>How strongly the lines are smoothed; the raw values stay faded behind</source>
        <translation>曲线的平滑强度；原始值以淡色显示在后面</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>What stands on the x axis</source>
        <translation>横轴的含义</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>按%1</translation>
    </message>
    <message>
        <source>&amp;Metrics ▾</source>
        <translation>指标(&amp;M) ▾</translation>
    </message>
    <message>
        <source>Metrics on show</source>
        <translation>显示的指标</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Show all of every curve (double-click in a chart)</source>
        <translation>显示每条曲线的全部（在图表中双击）</translation>
    </message>
    <message>
        <source>New training…</source>
        <translation>新训练…</translation>
    </message>
    <message>
        <source>Runs that are drawn as one mean line with a band from the smallest to the largest value</source>
        <translation>合并绘制为一条均值线的运行，带状区域为最小值到最大值</translation>
    </message>
    <message>
        <source>single runs</source>
        <translation>单个运行</translation>
    </message>
    <message>
        <source>grouped by name</source>
        <translation>按名称分组</translation>
    </message>
    <message>
        <source>grouped by algorithm</source>
        <translation>按算法分组</translation>
    </message>
    <message>
        <source>Charts on show</source>
        <translation>显示的图表</translation>
    </message>
    <message>
        <source>chosen charts</source>
        <translation>所选图表</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Preference</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Curves</source>
        <translation>曲线(&amp;C)</translation>
    </message>
    <message>
        <source>Sa&amp;mples</source>
        <translation>样本(&amp;M)</translation>
    </message>
    <message>
        <source>Fo&amp;rk %1 near step %2…</source>
        <translation>在第 %2 步附近分叉 %1(&amp;R)…</translation>
    </message>
    <message>
        <source>Start %1 &amp;again, with changes…</source>
        <translation>更改后再次启动 %1(&amp;A)…</translation>
    </message>
    <message>
        <source>%1 (%2 runs)</source>
        <translation>%1（%2 个运行）</translation>
    </message>
    <message>
        <source>E&amp;xport ▾</source>
        <translation>导出(&amp;X) ▾</translation>
    </message>
    <message>
        <source>Values as a table or for another program; a chart&apos;s own menu exports its picture</source>
        <translation>数值导出为表格或供其他程序使用；图表自己的菜单导出图片</translation>
    </message>
    <message>
        <source>The curves on show as &amp;CSV…</source>
        <translation>所示曲线导出为 &amp;CSV……</translation>
    </message>
    <message>
        <source>All that the runs on show logged</source>
        <translation>所示运行记录的全部内容</translation>
    </message>
    <message>
        <source>Show what %1 &amp;wrote at step %2</source>
        <translation>显示 %1 在第 %2 步写了什么(&amp;W)</translation>
    </message>
    <message>
        <source>%1 has told no completions</source>
        <translation>%1 没有记录补全</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1……</translation>
    </message>
    <message>
        <source>&amp;Batches</source>
        <translation>批次(&amp;B)</translation>
    </message>
    <message>
        <source>Show the row&amp;s of %1 at step %2</source>
        <translation>显示 %1 第 %2 步的行(&amp;S)</translation>
    </message>
    <message>
        <source>Value function</source>
        <translation>价值函数</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Speed and memory</source>
        <translation>速度与内存</translation>
    </message>
    <message>
        <source>He&amp;ld out</source>
        <translation>留出分数(&amp;L)</translation>
    </message>
</context>
<context>
    <name>lapidary::TrashDialog</name>
    <message>
        <source>of the experiment</source>
        <translation>属于实验</translation>
    </message>
    <message>
        <source>being curated</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>No data set was deleted.</source>
        <translation>没有已删除的数据集。</translation>
    </message>
    <message>
        <source>&amp;Put back</source>
        <translation>放回(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Delete for good…</source>
        <translation>永久删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Deleted data sets</source>
        <translation>已删除的数据集</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>原本是</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete “%1” for good? It cannot be put back.</source>
        <translation>永久删除“%1”？之后无法放回。</translation>
    </message>
</context>
<context>
    <name>lapidary::TreeCanvas</name>
    <message>
        <source>Tree of the search</source>
        <translation>搜索树</translation>
    </message>
    <message>
        <source>Nothing is chosen. The arrows choose.</source>
        <translation>未选择任何项。用方向键选择。</translation>
    </message>
</context>
<context>
    <name>lapidary::TreePair</name>
    <message>
        <source>Two searches side by side</source>
        <translation>并排的两次搜索</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Which search</source>
        <translation>哪次搜索</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>票数</translation>
    </message>
</context>
<context>
    <name>lapidary::TrialDialog</name>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>%1, prompt %2</source>
        <translation>%1，提示 %2</translation>
    </message>
    <message>
        <source>an empty answer</source>
        <translation>空回答</translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation>试用(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Try these labels</source>
        <translation>试用这些标签</translation>
    </message>
    <message>
        <source>A scratch adapter on a copy of the policy learns from the labels so far. Both then answer prompts that you judged, word by word the likeliest. The run itself stays as it is, and nothing of the trial is kept.</source>
        <translation>在策略模型副本上的临时适配器用目前的标签学习。随后两者都回答您判断过的提示，逐词取最可能者。运行本身保持原样，试训的任何内容都不保留。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Steps of the trial</source>
        <translation>试训步数</translation>
    </message>
    <message>
        <source>Learning rate of the trial</source>
        <translation>试训学习率</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The policy is copied…</source>
        <translation>正在复制策略模型…</translation>
    </message>
    <message>
        <source>The adapter learns from the labels…</source>
        <translation>适配器正在学习标签…</translation>
    </message>
    <message>
        <source>Both answer the same prompts…</source>
        <translation>两者正在回答相同的提示…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The trial failed. %1</source>
        <translation>试训失败。%1</translation>
    </message>
    <message>
        <source>Labels: %1, steps: %2, method: %3. Loss %4 → %5. %6 of %7 answers changed.</source>
        <translation>标签：%1，步数：%2，方法：%3。损失 %4 → %5。%7 个回答中有 %6 个改变。</translation>
    </message>
</context>
<context>
    <name>lapidary::TurnView</name>
    <message>
        <source>The branch before (Alt+Left)</source>
        <translation>上一个分支（Alt+左）</translation>
    </message>
    <message>
        <source>The next branch (Alt+Right)</source>
        <translation>下一个分支（Alt+右）</translation>
    </message>
    <message>
        <source>The branch before</source>
        <translation>上一个分支</translation>
    </message>
    <message>
        <source>The next branch</source>
        <translation>下一个分支</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit (E): another branch; this one stays</source>
        <translation>编辑（E）：生成新分支，原分支保留</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Another answer beside this one (Ctrl+R)</source>
        <translation>在旁边再生成一个回答（Ctrl+R）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>%1, bookmarked</source>
        <translation>%1，已加书签</translation>
    </message>
    <message>
        <source>Made by %1. Make it again and compare</source>
        <translation>由 %1 生成。重新生成并比较</translation>
    </message>
    <message>
        <source>%1 · Esc stops</source>
        <translation>%1 · 按 Esc 停止</translation>
    </message>
    <message>
        <source>Save as better than answer %1…</source>
        <translation>保存为优于回答 %1…</translation>
    </message>
    <message>
        <source>The answer, to be changed</source>
        <translation>待修改的回答</translation>
    </message>
    <message>
        <source>The message, to be changed</source>
        <translation>待修改的消息</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从此处继续</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>The model goes on from this text (Ctrl+Enter)</source>
        <translation>模型从这段文本继续（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>A branch of its own, answered (Ctrl+Enter)</source>
        <translation>在新分支中重新回答（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Keep as it stands</source>
        <translation>按此保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove the bookmark</source>
        <translation>移除书签</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>加书签</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>删除此分支</translation>
    </message>
</context>
<context>
    <name>lapidary::UndoRecorder</name>
    <message>
        <source>showing of “%1”</source>
        <translation>显示“%1”</translation>
    </message>
    <message>
        <source>hiding of “%1”</source>
        <translation>隐藏“%1”</translation>
    </message>
</context>
<context>
    <name>lapidary::UnusualDialog</name>
    <message>
        <source>No answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>The same words again and again</source>
        <translation>反复重复相同的词</translation>
    </message>
    <message>
        <source>Cut off within a sentence or code</source>
        <translation>在句中或代码中被截断</translation>
    </message>
    <message>
        <source>Prose without a mark at its end</source>
        <translation>文字末尾没有标点</translation>
    </message>
    <message>
        <source>The answer says the question again</source>
        <translation>回答重复了问题</translation>
    </message>
    <message>
        <source>Refuses to answer</source>
        <translation>拒绝回答</translation>
    </message>
    <message>
        <source>Characters that nobody sees</source>
        <translation>不可见的字符</translation>
    </message>
    <message>
        <source>Very short beside the others</source>
        <translation>比其他行短得多</translation>
    </message>
    <message>
        <source>Very long beside the others</source>
        <translation>比其他行长得多</translation>
    </message>
    <message>
        <source>A model learns to say nothing from these.</source>
        <translation>模型会从这些行学会什么都不说。</translation>
    </message>
    <message>
        <source>Shares of repeated runs of words beyond those of Rae et al. 2021.</source>
        <translation>重复词串的比例超过 Rae 等（2021）给出的界限。</translation>
    </message>
    <message>
        <source>The answer ends behind a comma, a word that must go on, or within code.</source>
        <translation>回答结束于逗号、必须接续的词，或代码块之中。</translation>
    </message>
    <message>
        <source>Eight words or more, and no mark behind the last.</source>
        <translation>八个词以上，而最后没有标点。</translation>
    </message>
    <message>
        <source>All of the last question stands in the answer.</source>
        <translation>回答中包含完整的最后一个问题。</translation>
    </message>
    <message>
        <source>Begins in the words that models refuse with, in English or Chinese.</source>
        <translation>以模型拒绝时的英文或中文常用语开头。</translation>
    </message>
    <message>
        <source>Controls, marks of direction, replacement characters, private ones.</source>
        <translation>控制字符、方向标记、替换字符和私用字符。</translation>
    </message>
    <message>
        <source>Fewer than %1 characters, by the median of all rows.</source>
        <translation>少于 %1 个字符（按所有行的中位数）。</translation>
    </message>
    <message>
        <source>More than %1 characters, by the median of all rows.</source>
        <translation>多于 %1 个字符（按所有行的中位数）。</translation>
    </message>
    <message>
        <source>Language not known: too short, code or numbers</source>
        <translation>语言未知：太短、代码或数字</translation>
    </message>
    <message>
        <source>Unusual rows</source>
        <translation>异常行</translation>
    </message>
    <message>
        <source>Among the %1 on show. Tick what shall be tagged or deleted, as one step that can be undone; rows with a tag are then found by the field above the tags.</source>
        <translation>在显示的 %1 中查找。请勾选要打标签或删除的项，作为可撤销的一步；之后可用标签列上方的输入框找到带标签的行。</translation>
    </message>
    <message>
        <source>What stands out</source>
        <translation>异常之处</translation>
    </message>
    <message>
        <source>What</source>
        <translation>异常之处</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>&amp;Tag them</source>
        <translation>打上标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Delete them</source>
        <translation>删除这些行(&amp;D)</translation>
    </message>
    <message>
        <source>Reading the rows</source>
        <translation>正在读取各行</translation>
    </message>
    <message>
        <source>%1 ticked.</source>
        <translation>已勾选 %1。</translation>
    </message>
    <message>
        <source>Nothing stands out in these rows.</source>
        <translation>这些行没有异常。</translation>
    </message>
    <message>
        <source>%1 looked at.</source>
        <translation>已查看 %1。</translation>
    </message>
    <message>
        <source>Tagging</source>
        <translation>正在打标签</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>正在删除</translation>
    </message>
</context>
<context>
    <name>lapidary::VerdictLine</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>unscorable</source>
        <translation>无法评分</translation>
    </message>
</context>
<context>
    <name>lapidary::VersionsDialog</name>
    <message>
        <source>As imported: %1, %2</source>
        <translation>导入时：%1，%2</translation>
    </message>
    <message>
        <source>Version %1: %2, frozen %3 by %4</source>
        <translation>版本 %1：%2，%4 于 %3 冻结</translation>
    </message>
    <message>
        <source>%1, of a filter</source>
        <translation>%1，来自筛选</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>比较版本</translation>
    </message>
    <message>
        <source>What became of the rows between two moments of their history.</source>
        <translation>在历史的两个时刻之间，各行有什么变化。</translation>
    </message>
    <message>
        <source>The earlier version</source>
        <translation>较早的版本</translation>
    </message>
    <message>
        <source>The later version</source>
        <translation>较晚的版本</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>Whose field changed</source>
        <translation>哪个字段有变化</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Rows that differ</source>
        <translation>有差异的行</translation>
    </message>
    <message>
        <source>The row before</source>
        <translation>之前的行</translation>
    </message>
    <message>
        <source>The row after</source>
        <translation>之后的行</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>As they are now</source>
        <translation>现在的状态</translation>
    </message>
    <message>
        <source>Behind step %1: %2, %3</source>
        <translation>第 %1 步之后：%2，%3</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比对</translation>
    </message>
    <message>
        <source>All that differ</source>
        <translation>所有有差异的行</translation>
    </message>
    <message>
        <source>In any field</source>
        <translation>任意字段</translation>
    </message>
    <message>
        <source>No row differs.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>新增 %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>%1 with other tags alone</source>
        <translation>仅标签不同 %1</translation>
    </message>
    <message>
        <source>A version of a filter holds some of the rows; all rows of its moment are compared.</source>
        <translation>来自筛选的版本只含部分行；比较的是该时刻的所有行。</translation>
    </message>
</context>
<context>
    <name>lapidary::VotesView</name>
    <message numerus="yes">
        <source>%1: %n times</source>
        <translation>
            <numerusform>%1：%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>No end of the tree has an answer</source>
        <translation>树的末端都没有答案</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>答案：%1</translation>
    </message>
    <message>
        <source>No answers yet: a rule finds them.</source>
        <translation>还没有答案：答案由规则找到。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, right</source>
        <translation>%1，正确</translation>
    </message>
    <message>
        <source>%1, wrong</source>
        <translation>%1，错误</translation>
    </message>
    <message>
        <source>%1: probability %2</source>
        <translation>%1：概率 %2</translation>
    </message>
</context>
<context>
    <name>lapidary::WhatIfForm</name>
    <message>
        <source>the arm&apos;s score</source>
        <translation>该对比项的分数</translation>
    </message>
    <message>
        <source>log-prob of the text</source>
        <translation>全文的对数概率</translation>
    </message>
    <message>
        <source>log-prob a token</source>
        <translation>平均每词元的对数概率</translation>
    </message>
    <message>
        <source>majority vote</source>
        <translation>多数投票</translation>
    </message>
    <message>
        <source>%1, until one leads</source>
        <translation>%1，直到有一个领先</translation>
    </message>
    <message>
        <source>%1, until they agree</source>
        <translation>%1，直到一致</translation>
    </message>
    <message>
        <source>%1, until decided</source>
        <translation>%1，直到已定</translation>
    </message>
    <message>
        <source>How a sample is chosen</source>
        <translation>如何选择样本</translation>
    </message>
    <message>
        <source>weighted vote</source>
        <translation>加权投票</translation>
    </message>
    <message>
        <source>highest score</source>
        <translation>最高分</translation>
    </message>
    <message>
        <source>Which score</source>
        <translation>用哪种分数</translation>
    </message>
    <message>
        <source>What ends the drawing</source>
        <translation>何时停止抽样</translation>
    </message>
    <message>
        <source>N are drawn</source>
        <translation>抽满 N 个</translation>
    </message>
    <message>
        <source>one surely leads</source>
        <translation>有一个确实领先</translation>
    </message>
    <message>
        <source>a window agrees</source>
        <translation>一个窗口一致</translation>
    </message>
    <message>
        <source>the vote is decided</source>
        <translation>投票已定</translation>
    </message>
    <message>
        <source>Adaptive consistency, by the Beta criterion</source>
        <translation>自适应一致性，按 Beta 准则</translation>
    </message>
    <message>
        <source>Early-stopping self-consistency (ESC)</source>
        <translation>提前停止的自洽（ESC）</translation>
    </message>
    <message>
        <source>The samples that are missing cannot change the vote any more</source>
        <translation>余下的样本已无法改变投票结果</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选择方式</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Its weight</source>
        <translation>分数权重</translation>
    </message>
    <message>
        <source>0 %: all votes are equal. 100 %: a vote weighs as much as its score.</source>
        <translation>0 %：票权相等。100 %：票权等于其分数。</translation>
    </message>
    <message>
        <source>Ends when</source>
        <translation>停止于</translation>
    </message>
    <message>
        <source>Surer than</source>
        <translation>把握超过</translation>
    </message>
    <message>
        <source>Samples in a window</source>
        <translation>窗口中的样本数</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Beside it a verifier that accepts</source>
        <translation>另加一个验证器，它接受</translation>
    </message>
    <message>
        <source>One of the samples that it accepts is taken. Its noise sets a ceiling, however many samples are drawn.</source>
        <translation>取它所接受的样本之一。无论抽多少样本，它的噪声都会限定上限。</translation>
    </message>
    <message>
        <source>right answers</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>wrong answers</source>
        <translation>错误答案</translation>
    </message>
    <message>
        <source>The arm was run without a scorer, and keeps no scores.</source>
        <translation>该对比项运行时没有打分器，因而没有保存分数。</translation>
    </message>
    <message>
        <source>vote weighed by %1</source>
        <translation>按%1加权的投票</translation>
    </message>
    <message>
        <source>highest score: %1</source>
        <translation>最高分：%1</translation>
    </message>
</context>
<context>
    <name>lapidary::WriteDialog</name>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Name in the project</source>
        <translation>在项目中的名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>写入的内容</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>数值格式</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>写到哪里</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>写入(&amp;W)</translation>
    </message>
    <message>
        <source>Folder to write to</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <source>a path that is not there yet</source>
        <translation>尚不存在的路径</translation>
    </message>
    <message>
        <source>Into this project</source>
        <translation>写入此项目</translation>
    </message>
    <message>
        <source>Into a new folder</source>
        <translation>写入新文件夹</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Write “%1”</source>
        <translation>写入“%1”</translation>
    </message>
    <message>
        <source>As it is: the same files</source>
        <translation>原样：相同的文件</translation>
    </message>
    <message>
        <source>A whole model, adapters merged (safetensors)</source>
        <translation>完整模型，适配器已合并（safetensors）</translation>
    </message>
    <message>
        <source>One adapter (PEFT)</source>
        <translation>一个适配器（PEFT）</translation>
    </message>
    <message>
        <source>A folder that transformers, PEFT and vLLM read, byte for byte as it lies here.</source>
        <translation>transformers、PEFT 和 vLLM 可读取的文件夹，与此处逐字节相同。</translation>
    </message>
    <message>
        <source>Hugging Face layout with its tokenizer: it needs no adapter any more, and can be trained on or compared.</source>
        <translation>带分词器的 Hugging Face 布局：不再需要适配器，可继续训练或比较。</translation>
    </message>
    <message>
        <source>A PEFT folder that stands on the same base as its parts.</source>
        <translation>与其组成部分同一基座的 PEFT 文件夹。</translation>
    </message>
    <message>
        <source>It lies in the project already, or the project can only be read.</source>
        <translation>它已在项目中，或者项目为只读。</translation>
    </message>
    <message>
        <source>Write the model into this folder</source>
        <translation>把模型写入此文件夹</translation>
    </message>
</context>
</TS>
