package demo

import "wugong/api"

// Person is somebody of the demo. The phones belong to nobody: the demo never sends a message.
type Person struct {
	Key, Name, Phone string
	Village          bool
	Building         string // estate and building as in the register; "" for those who do not live there
	Entrance, Door   string
	Role             api.Role // beside living there; "" for none
	Says             string   // for the list at start
	Unverified       bool
}

// People are the people one can sign in as.
func People() []Person { return people }

var people = []Person{
	{Key: "wang", Name: "王秀兰", Phone: "19900000101", Building: "1号楼", Entrance: "二单元", Door: "402", Says: "居民，72 岁，住四楼"},
	{Key: "liu", Name: "刘洋", Phone: "19900000103", Building: "2号楼", Entrance: "一单元", Door: "502", Says: "居民，上班族"},
	{Key: "zhao", Name: "赵磊", Phone: "19900000104", Building: "2号楼", Entrance: "二单元", Door: "101", Says: "居民，租户，带孩子"},
	{Key: "li", Name: "李建国", Phone: "19900000102", Building: "1号楼", Entrance: "一单元", Door: "301", Role: api.RoleBuildingHead, Says: "1号楼楼栋长"},
	{Key: "guo", Name: "郭敏", Phone: "19900000108", Building: "1号楼", Entrance: "一单元", Door: "102", Role: api.RoleGridWorker, Says: "网格员"},
	{Key: "chen", Name: "陈晓敏", Phone: "19900000105", Building: "3号楼", Entrance: "一单元", Door: "201", Role: api.RoleCommitteeMember, Says: "居委会委员"},
	{Key: "zhang", Name: "张卫民", Phone: "19900000106", Building: "3号楼", Entrance: "一单元", Door: "602", Role: api.RoleCommitteeChair, Says: "居委会主任"},
	{Key: "feng", Name: "冯国庆", Phone: "19900000107", Building: "3号楼", Entrance: "二单元", Door: "302", Role: api.RoleSupervision, Says: "居务监督委员会"},
	{Key: "secretary", Name: "田玉梅", Phone: "19900000113", Role: api.RolePartyBranch, Says: "社区党支部书记"},
	{Key: "zhou", Name: "周志强", Phone: "19900000109", Role: api.RolePropertyCompany, Says: "物业公司"},
	{Key: "sun", Name: "孙慧", Phone: "19900000110", Role: api.RoleTownOfficer, Says: "街道干部"},
	{Key: "fang", Name: "方明", Phone: "19900000112", Role: api.RolePlatformAdmin, Says: "平台管理员"},
	{Key: "hou", Name: "侯婷", Phone: "19900000111", Building: "1号楼", Entrance: "二单元", Door: "601", Unverified: true, Says: "刚扫码，等待确认"},
	{Key: "gao", Name: "高志远", Phone: "19900000201", Village: true, Building: "东巷", Door: "3号", Role: api.RoleCommitteeChair, Says: "村委会主任"},
	{Key: "ma", Name: "马德福", Phone: "19900000202", Village: true, Building: "东巷", Door: "7号", Role: api.RoleBuildingHead, Says: "一组组长"},
	{Key: "xue", Name: "薛巧玲", Phone: "19900000203", Village: true, Building: "老槐巷", Door: "2号", Says: "村民"},
	{Key: "ren", Name: "任建军", Phone: "19900000204", Village: true, Building: "沟边巷", Door: "5号", Role: api.RoleCommitteeMember, Says: "村委会委员"},
}
