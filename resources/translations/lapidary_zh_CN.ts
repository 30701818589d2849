<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>FoldedWording</name>
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
        <source>&amp;Run the whole experiment</source>
        <translation>运行整个实验(&amp;R)</translation>
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
        <source>Arm</source>
        <translation>对比项</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>比较</translation>
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
        <source>Print the milliseconds from main to the first frame and quit</source>
        <translation>打印从 main 到首帧的毫秒数并退出</translation>
    </message>
    <message>
        <source>A desktop workbench for LLM post-training</source>
        <translation>大语言模型后训练桌面工作台</translation>
    </message>
    <message>
        <source>Project folder to open</source>
        <translation>要打开的项目文件夹</translation>
    </message>
</context>
<context>
    <name>ProjectAccess</name>
    <message>
        <source>done before: its inputs are unchanged</source>
        <translation>此前已完成：输入未改变</translation>
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
    <message>
        <source>sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>preferences</source>
        <translation>偏好对</translation>
    </message>
</context>
<context>
    <name>StagePainter</name>
    <message>
        <source>on %1: %2</source>
        <translation>在 %1 上：%2</translation>
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
        <source>as many updates, without the change that is tested</source>
        <translation>更新次数相同，但没有所测试的改动</translation>
    </message>
    <message>
        <source>oracle</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>sees the reference answers: a ceiling, not a method that could be used</source>
        <translation>可见参考答案：是上限，而非可用的方法</translation>
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
        <source>McNemar&apos;s exact test on the questions that only one of the two arms answered right. p is not corrected for the number of pairs that you look at.</source>
        <translation>对只有一方答对的题目做 McNemar 精确检验。p 值没有按您查看的配对数作校正。</translation>
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
        <source>Circles are the arms as they were run; the dashed line saw the answers.</source>
        <translation>圆圈是实际运行的对比项；虚线见过参考答案。</translation>
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
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Reading the samples …</source>
        <translation>正在读取采样……</translation>
    </message>
    <message>
        <source>No finished arm has drawn more than one answer a problem. Arms with self-consistency or best-of-N keep all their samples, and other budgets can then be read off here without another run.</source>
        <translation>没有已完成的对比项为每题抽取多个回答。使用自洽投票或 N 选一的对比项会保留全部采样，之后无需重新运行即可在此读出其他预算的结果。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
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
        <source>Share of right answers with its 95 % Wilson interval on one axis, and the tokens spent per problem; a hollow point saw the reference answers</source>
        <translation>答对比例及其 95 % Wilson 置信区间（同一坐标轴），以及每题消耗的词元数；空心点表示见过参考答案</translation>
    </message>
    <message>
        <source>Comparison of the arms</source>
        <translation>对比项的比较</translation>
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
        <source>&amp;Who is right where</source>
        <translation>谁在哪里答对(&amp;W)</translation>
    </message>
    <message>
        <source>Accuracy against &amp;tokens</source>
        <translation>准确率与词元数(&amp;T)</translation>
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
        <source>%1: %2 (%3; only A right on %4, only B on %5)</source>
        <translation>%1：%2（%3；仅 A 答对 %4 题，仅 B 答对 %5 题）</translation>
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
    <name>lapidary::GraphCanvas</name>
    <message>
        <source>Stages of the experiment</source>
        <translation>实验的各个阶段</translation>
    </message>
    <message>
        <source>No stage is chosen. The arrows choose one.</source>
        <translation>未选择阶段。用方向键选择。</translation>
    </message>
</context>
<context>
    <name>lapidary::HomePanel</name>
    <message>
        <source>&amp;Run all</source>
        <translation>全部运行(&amp;R)</translation>
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
        <source>Show curves or answers of the stage (or double-click)</source>
        <translation>显示该阶段的曲线或回答（或双击）</translation>
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
        <source>No experiment yet</source>
        <translation>还没有实验</translation>
    </message>
    <message>
        <source>Write an experiment.toml into the folder of the project; its stages stand here as soon as it is saved.</source>
        <translation>请在项目文件夹中写入 experiment.toml；保存后各阶段会立即显示在这里。</translation>
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
</context>
<context>
    <name>lapidary::JobsView</name>
    <message>
        <source>Runs of the project</source>
        <translation>项目的运行</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>恢复(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>The run saves a checkpoint and ends; it goes on from there when the experiment is run again</source>
        <translation>运行会保存检查点后结束；再次运行实验时从该处继续</translation>
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
        <source>Choose a new folder for the project</source>
        <translation>为项目选择新文件夹</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Stop “%1”?</source>
        <translation>停止“%1”？</translation>
    </message>
    <message>
        <source>It saves a checkpoint and ends; running the experiment again goes on from there.</source>
        <translation>它会保存检查点后结束；再次运行实验时从该处继续。</translation>
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
</context>
<context>
    <name>lapidary::ProjectWorker</name>
    <message>
        <source>This project cannot be opened</source>
        <translation>无法打开此项目</translation>
    </message>
    <message>
        <source>The experiment cannot start</source>
        <translation>实验无法启动</translation>
    </message>
    <message>
        <source>The run did not take the command “%1”</source>
        <translation>运行没有接受命令“%1”</translation>
    </message>
    <message>
        <source>The answers cannot be read</source>
        <translation>无法读取回答</translation>
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
        <source>The project cannot be made</source>
        <translation>无法创建项目</translation>
    </message>
    <message>
        <source>The runs cannot be listed</source>
        <translation>无法列出运行</translation>
    </message>
    <message>
        <source>The experiment stopped</source>
        <translation>实验已停止</translation>
    </message>
    <message>
        <source>“%1” cannot start</source>
        <translation>“%1”无法启动</translation>
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
        <source>The samples cannot be read</source>
        <translation>无法读取采样</translation>
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
    <name>lapidary::TradeoffChart</name>
    <message>
        <source>Accuracy against tokens a problem</source>
        <translation>准确率与每题词元数</translation>
    </message>
    <message>
        <source>tokens a problem</source>
        <translation>每题词元数</translation>
    </message>
    <message>
        <source>%1 % (%2 to %3), %4 tokens</source>
        <translation>%1 %（%2 至 %3），%4 个词元</translation>
    </message>
    <message>
        <source>%1, N = %2: %3</source>
        <translation>%1，N = %2：%3</translation>
    </message>
    <message>
        <source>Accuracy against tokens</source>
        <translation>准确率与词元数</translation>
    </message>
    <message>
        <source>Export as &amp;%1…</source>
        <translation>导出为 &amp;%1…</translation>
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
        <source>Training</source>
        <translation>训练</translation>
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
    <name>lapidary::VerdictLine</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
</context>
</TS>
