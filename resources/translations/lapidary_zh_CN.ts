<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
        <source>Writing: %1 tokens · %2 tokens/s</source>
        <translation>正在生成：%1 个词元 · %2 词元/秒</translation>
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
</context>
<context>
    <name>DryRun</name>
    <message>
        <source>Its first steps take longer than two minutes.</source>
        <translation>前几步超过两分钟。</translation>
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
        <source>the learning rate rises from 0 over these steps</source>
        <translation>学习率在这些步内从 0 升起</translation>
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
        <source>a new order of rows each epoch; false keeps the order of the file</source>
        <translation>每轮换新的行序；false 保持文件的顺序</translation>
    </message>
    <message>
        <source>a point of the curves every so many steps</source>
        <translation>每隔这么多步在曲线上记一点</translation>
    </message>
    <message>
        <source>a checkpoint every so many steps</source>
        <translation>每隔这么多步存一个检查点</translation>
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
        <source>fills rows with several sequences; attention stays inside each</source>
        <translation>一行装入多个序列；注意力只在各自之内</translation>
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
        <source>pairs</source>
        <translation>对</translation>
    </message>
    <message>
        <source>more pairs, but of fewer different prompts</source>
        <translation>更多的对，但来自更少的不同提示</translation>
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
        <source>a random part of the pairs; 0 takes all</source>
        <translation>随机取一部分对；0 取全部</translation>
    </message>
    <message>
        <source>another one draws other pairs and other sides</source>
        <translation>换一个则抽取不同的对和左右位置</translation>
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
        <source>Project folder to open</source>
        <translation>要打开的项目文件夹</translation>
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
        <source>the KL to the reference runs away: %1, after %2 at first.</source>
        <translation>与参考模型的 KL 失控：%1，起初为 %2。</translation>
    </message>
    <message>
        <source>the entropy has collapsed to %1, from %2 at first.</source>
        <translation>熵已塌缩到 %1，起初为 %2。</translation>
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
    <name>lapidary::AlarmList</name>
    <message>
        <source>… and %1 more.</source>
        <translation>……另有 %1 个。</translation>
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
    <name>lapidary::ChartsView</name>
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
        <source>Rows (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;All files (*)</source>
        <translation>数据行 (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;所有文件 (*)</translation>
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
</context>
<context>
    <name>lapidary::GraphCanvas</name>
    <message>
        <source>Stages of the experiment</source>
        <translation>实验的各个阶段</translation>
    </message>
</context>
<context>
    <name>lapidary::HomeFeature</name>
    <message>
        <source>&amp;Run the whole experiment</source>
        <translation>运行整个实验(&amp;R)</translation>
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
        <source>Start it &amp;next</source>
        <translation>接着启动(&amp;N)</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>恢复(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
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
    <name>lapidary::LabelPairView</name>
    <message>
        <source>Guidelines</source>
        <translation>标注指南</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Left answer</source>
        <translation>左侧回答</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>右侧回答</translation>
    </message>
    <message>
        <source>The answer as it should be; it is chosen over both</source>
        <translation>理想的回答；它优于左右两者</translation>
    </message>
    <message>
        <source>A comment on this pair</source>
        <translation>对这一对的评论</translation>
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
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Pair %1 of %2</source>
        <translation>第 %1 对，共 %2 对</translation>
    </message>
    <message>
        <source>No pair</source>
        <translation>没有可标注的对</translation>
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
        <source>Prefer the answer that is right, then the one whose reasoning is right, then the shorter one. Tie: equally good. Both bad: neither should be learnt from. Skip what you cannot judge; flag what somebody else should see.
A file guidelines.md in the queue&apos;s folder stands here instead.</source>
        <translation>先选正确的回答，再选推理正确的，再选较短的。平局：同样好。都差：两者都不该学习。无法判断的请跳过；应当让别人看看的请标记。
队列文件夹中的 guidelines.md 会代替这段文字。</translation>
    </message>
    <message>
        <source>an empty answer</source>
        <translation>空回答</translation>
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
</context>
<context>
    <name>lapidary::LabelPanel</name>
    <message>
        <source>E&amp;xport preferences</source>
        <translation>导出偏好(&amp;X)</translation>
    </message>
    <message>
        <source>Write the preferences as a data set: prompt, chosen, rejected</source>
        <translation>把偏好写成数据集：提示、选中、拒绝</translation>
    </message>
    <message>
        <source>&amp;Train DPO on these labels</source>
        <translation>用这些标注训练 DPO(&amp;T)</translation>
    </message>
    <message>
        <source>Adds a DPO stage of the labelled model to the experiment, on exactly these labels, and starts it</source>
        <translation>在实验中为被标注的模型加入一个 DPO 阶段，只用这些标注，并立即开始</translation>
    </message>
    <message>
        <source>Read the queue &amp;again</source>
        <translation>重新读取队列(&amp;A)</translation>
    </message>
    <message>
        <source>Shift+1, Shift+2: strongly</source>
        <translation>Shift+1、Shift+2：强烈</translation>
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
        <source>Tie</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>Both bad</source>
        <translation>都差</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Ideal answer</source>
        <translation>理想回答</translation>
    </message>
    <message>
        <source>Begins with the left answer; with Shift+E with the right one</source>
        <translation>从左侧回答开始编辑；按 Shift+E 从右侧开始</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
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
        <source>Fresh pair</source>
        <translation>新的一对</translation>
    </message>
    <message>
        <source>Ask the model for two new answers to this prompt; they come next in the queue</source>
        <translation>请模型对这个提示再给出两个回答；它们排在队列的下一个</translation>
    </message>
    <message>
        <source>1, 2</source>
        <translation>1、2</translation>
    </message>
    <message>
        <source>Left or right is better</source>
        <translation>左侧或右侧更好</translation>
    </message>
    <message>
        <source>Shift+1, Shift+2</source>
        <translation>Shift+1、Shift+2</translation>
    </message>
    <message>
        <source>… strongly</source>
        <translation>……强烈</translation>
    </message>
    <message>
        <source>3, 4</source>
        <translation>3、4</translation>
    </message>
    <message>
        <source>Tie, both bad</source>
        <translation>平局、都差</translation>
    </message>
    <message>
        <source>Backspace, Ctrl+Z</source>
        <translation>退格、Ctrl+Z</translation>
    </message>
    <message>
        <source>Undo, across verdicts</source>
        <translation>撤销，可跨越已提交的判断</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z, Ctrl+Y</source>
        <translation>Ctrl+Shift+Z、Ctrl+Y</translation>
    </message>
    <message>
        <source>E, Shift+E</source>
        <translation>E、Shift+E</translation>
    </message>
    <message>
        <source>Edit the left or right answer into the ideal one</source>
        <translation>把左侧或右侧的回答改成理想回答</translation>
    </message>
    <message>
        <source>C, F</source>
        <translation>C、F</translation>
    </message>
    <message>
        <source>Comment, flag</source>
        <translation>评论、标记</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Ask the model for a fresh pair of this prompt</source>
        <translation>请模型对这个提示给出新的一对</translation>
    </message>
    <message>
        <source>Alt+Left, Alt+Right</source>
        <translation>Alt+左、Alt+右</translation>
    </message>
    <message>
        <source>Previous, next pair</source>
        <translation>上一对、下一对</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Search pairs</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Labelling has stopped, because the last label could not be saved. %1</source>
        <translation>标注已停止，因为最后一条标注未能保存。%1</translation>
    </message>
    <message>
        <source>All pairs are judged. Export the preferences, or train on them.</source>
        <translation>所有的对都已判断。可以导出偏好，或用它们训练。</translation>
    </message>
    <message>
        <source>Token colours</source>
        <translation>词元着色</translation>
    </message>
    <message>
        <source>Shades each token by how unlikely the model that answered finds it; unlikely ones are underlined</source>
        <translation>按作答模型认为的不可能程度给每个词元着色；不太可能的加下划线</translation>
    </message>
    <message>
        <source>D, T, H</source>
        <translation>D、T、H</translation>
    </message>
    <message>
        <source>Differences, token colours, guidelines</source>
        <translation>差异、词元着色、标注指南</translation>
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
        <source>Make another queue from the samples of runs</source>
        <translation>从运行的样本再建一个队列</translation>
    </message>
    <message>
        <source>Which pairs to list</source>
        <translation>列出哪些对</translation>
    </message>
    <message>
        <source>Search prompts, answers, notes</source>
        <translation>搜索提示、回答和笔记</translation>
    </message>
    <message>
        <source>Search pairs</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>回答对</translation>
    </message>
    <message>
        <source>No pair passes the filter.</source>
        <translation>没有符合筛选条件的对。</translation>
    </message>
    <message>
        <source>Share of the preferences that went to the left side, with its 95 % Wilson interval. Sides are drawn at random: an interval without 50 % in it says that the side itself is preferred.</source>
        <translation>偏好左侧的比例及其 95 % Wilson 区间。左右是随机抽取的：如果区间不含 50 %，说明偏好的是位置本身。</translation>
    </message>
    <message>
        <source>%1 of %2 judged</source>
        <translation>已判断 %1 / %2</translation>
    </message>
    <message>
        <source>Median time per pair: %1 s</source>
        <translation>每对用时中位数：%1 秒</translation>
    </message>
    <message>
        <source>Time per pair: nothing judged yet</source>
        <translation>每对用时：还没有判断</translation>
    </message>
    <message>
        <source>Left side preferred: %1 (%2 to %3)</source>
        <translation>偏好左侧：%1（%2 至 %3）</translation>
    </message>
    <message>
        <source> – position bias</source>
        <translation> – 位置偏差</translation>
    </message>
    <message>
        <source>Position bias: no preference yet</source>
        <translation>位置偏差：还没有偏好</translation>
    </message>
</context>
<context>
    <name>lapidary::LabelViewModel</name>
    <message>
        <source>The model gave a pair that the queue has already.</source>
        <translation>模型给出的这一对队列里已经有了。</translation>
    </message>
    <message>
        <source>A fresh pair of this prompt comes next.</source>
        <translation>下一个是这个提示的新的一对。</translation>
    </message>
    <message>
        <source>No fresh pair: %1</source>
        <translation>没有新的一对：%1</translation>
    </message>
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
        <source>Undo %1 of pair %2</source>
        <translation>撤销第 %2 对的%1</translation>
    </message>
    <message>
        <source>Redo %1 of pair %2</source>
        <translation>重做第 %2 对的%1</translation>
    </message>
    <message>
        <source>The model is asked for a fresh pair. Go on labelling meanwhile.</source>
        <translation>正在请模型给出新的一对。可以继续标注。</translation>
    </message>
    <message>
        <source>No token colours: %1</source>
        <translation>无法给词元着色：%1</translation>
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
        <source>M&amp;easure now</source>
        <translation>立即测量(&amp;E)</translation>
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
        <source>A field of the form is wrong.</source>
        <translation>表单中有一个字段有误。</translation>
    </message>
    <message>
        <source>%1 fields of the form are wrong.</source>
        <translation>表单中有 %1 个字段有误。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
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
        <source>The run has no checkpoint to fork from. Checkpoints come every save_steps steps.</source>
        <translation>此运行没有可分叉的检查点。每 save_steps 步保存一个检查点。</translation>
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
    <message>
        <source>The report is written</source>
        <translation>报告已写入</translation>
    </message>
    <message>
        <source>&amp;Open in the browser</source>
        <translation>在浏览器中打开(&amp;O)</translation>
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
        <source>What else could have stood here</source>
        <translation>此处还可能是什么</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
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
        <source>Drop a model folder in Hugging Face layout here, or choose one: config.json, safetensors and a tokenizer.</source>
        <translation>将 Hugging Face 布局的模型文件夹拖到这里，或选择一个：config.json、safetensors 和分词器。</translation>
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
        <source>A project is one folder: its experiment, data, runs, labels and models. It begins as a copy of “%1”.</source>
        <translation>一个项目就是一个文件夹：包含实验、数据、运行、标注和模型。它以“%1”的副本开始。</translation>
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
</context>
<context>
    <name>lapidary::NewQueuePage</name>
    <message>
        <source>Runs whose answers are paired</source>
        <translation>取哪些运行的回答配对</translation>
    </message>
    <message>
        <source>Name of the queue</source>
        <translation>队列名称</translation>
    </message>
    <message>
        <source>Pairs per prompt</source>
        <translation>每个提示的对数</translation>
    </message>
    <message>
        <source>At most so many pairs</source>
        <translation>最多多少对</translation>
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
        <source>Two different answers to the same prompt make a pair. Choose one run that samples several answers, or several runs that answer the same prompts. Sides are drawn at random, and you do not see whose answer it is until you have judged.</source>
        <translation>同一提示的两个不同回答组成一对。请选择一个对每个提示采样多个回答的运行，或几个回答相同提示的运行。左右随机抽取，判断之前看不到是谁的回答。</translation>
    </message>
    <message>
        <source>A queue of pairs to label</source>
        <translation>待标注的回答对队列</translation>
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
        <source>Choose at least one run.</source>
        <translation>请至少选择一个运行。</translation>
    </message>
    <message>
        <source>Looking for pairs…</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>%1 pairs from %2 prompts</source>
        <translation>%2 个提示，共 %1 对</translation>
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
</context>
<context>
    <name>lapidary::NodeCanvas</name>
    <message>
        <source>Nothing is chosen. The arrows choose.</source>
        <translation>未选择任何项。用方向键选择。</translation>
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
    <name>lapidary::Playground</name>
    <message>
        <source>The worker gave no logits.</source>
        <translation>工作进程没有给出 logits。</translation>
    </message>
    <message>
        <source>Server: %1, which calls the model “%2”</source>
        <translation>服务器：%1，其模型名为“%2”</translation>
    </message>
    <message>
        <source>asked again %1 times</source>
        <translation>重新提问 %1 次</translation>
    </message>
    <message>
        <source>A remote model begins every answer itself.</source>
        <translation>远程模型总是自己开始回答。</translation>
    </message>
    <message>
        <source>stopped before the server had ended</source>
        <translation>在服务器结束前停止</translation>
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
</context>
<context>
    <name>lapidary::ProjectLabels</name>
    <message>
        <source>%1 preferences of %2 pairs; left out: %3 ties, %4 both bad, %5 skipped, %6 open</source>
        <translation>%2 对中有 %1 条偏好；未计入：平局 %3，都差 %4，跳过 %5，未完成 %6</translation>
    </message>
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
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>恢复(&amp;R)</translation>
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
        <source>Saves a checkpoint and ends; the run can go on later</source>
        <translation>保存检查点后结束；以后可继续运行</translation>
    </message>
    <message>
        <source>Go on from a checkpoint with other settings, as a run of its own</source>
        <translation>从检查点以其他设置作为独立运行继续</translation>
    </message>
    <message>
        <source>A new training with this one&apos;s settings, to be changed</source>
        <translation>以此训练的设置为基础、可修改的新训练</translation>
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
        <source>Put the cursor on a token to see its probability.</source>
        <translation>将光标放在词元上可查看其概率。</translation>
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
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>The raw values of all curves on show, as CSV; a chart&apos;s own menu exports its picture</source>
        <translation>以 CSV 导出所有显示曲线的原始值；图表自己的菜单可导出图像</translation>
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
