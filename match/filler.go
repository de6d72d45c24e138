package match

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// fillerWeight is what a gram of filler counts.
const fillerWeight = 0.1

// fillers are words that plans of all kinds are made of: that two tasks share them
// says little. In a long ledger rarity says so too, in a short one only this.
const fillers = `
	加快推进 积极推进 大力推进 深入推进 持续推进 统筹推进 全面推进 有序推进 稳步推进 推进实施 深入实施 组织实施 组织开展 深入开展 持续开展 积极开展 广泛开展
	进一步加强 切实加强 不断加强 加强领导 加强组织领导 加强统筹协调 加强监督检查 加强宣传引导 加强指导 加大力度 加大支持力度 加大投入 强化保障 强化责任 强化措施
	建立健全 健全完善 不断完善 进一步完善 完善工作机制 完善体制机制 完善政策措施 建立长效机制 建立工作机制 工作体系 工作制度 工作方案 实施方案 实施意见 指导意见
	形成一批可复制可推广的经验做法 可复制可推广的典型经验 总结推广典型经验 发挥示范引领作用 充分发挥作用 积极发挥 引导和支持 鼓励和支持 支持引导
	确保取得实效 确保取得明显成效 取得积极进展 确保完成目标任务 确保落到实处 落实到位 抓好贯彻落实 认真贯彻落实 贯彻落实 工作落实 落实责任 明确责任分工 明确责任
	按照职责分工负责 按职责分工负责 牵头负责 配合 各有关部门 各有关单位 各地各部门 有关部门和单位 相关部门 各级人民政府 省级有关部门 主管部门 各地区
	不断提高 不断提升 持续提升 进一步提高 着力提升 全面提升 提高水平 提升水平 提升能力 能力建设 体系建设 机制建设 制度建设 工作机制 体制机制 机制 制度 工作 高质量发展 健康发展 创新发展
	重点领域 重点任务 重点工作 重点项目 相关工作 各项工作 有关工作 结合实际 因地制宜 年底前完成 年底前 每年 以上 不少于 力争 持续 推动 推进 加强 促进 开展 提升 完善 建设 实施`

// fillersOf holds the fillers by their first character, the longest first.
var fillersOf = sync.OnceValue(func() map[rune][]string {
	out := make(map[rune][]string)
	for _, s := range strings.Fields(fillers) {
		r, _ := utf8.DecodeRuneInString(s)
		out[r] = append(out[r], s)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return out
})

// filler returns how many bytes of filler a text begins with.
func filler(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	for _, f := range fillersOf()[r] {
		if strings.HasPrefix(s, f) {
			return len(f)
		}
	}
	return 0
}

// verbs are words of two characters that take each other's place when a task is reworded.
var verbs = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool)
	for _, s := range strings.Fields(`
		推进 推动 推广 推行 建立 建成 建设 建好 构建 新建 改建 扩建 加快 加强 加大 加密 提高 提升 增强 增加 新增 扩大 完成 完善 健全 改造 改进 改善 改革
		强化 深化 优化 细化 实施 实行 实现 落实 抓实 制定 制订 修订 修改 编制 出台 印发 发布 公布 开展 开办 展开 举办 承办 组织 支持 扶持 培育 培养 引导 指导
		督导 督促 处理 处置 化解 整治 治理 整改 清理 清查 检查 核查 排查 普查 抽查 监督 监管 监测 规范 规划 统筹 统一 探索 试点 启动 启用 继续 持续 促进 保障 保护
		确保 力争 争取 达到 覆盖 覆盖 研究 研制 研发 建议 审议 审查 评估 评价 考核 考评`) {
		out[s] = true
	}
	return out
})
