package simulator

// provider is the External Provider code of the studio's users.
const provider = "studio"

// studio is written by hand, since it is what a demonstration shows. UserName is the external ID
// alone; peer IDs, builds and guests are added from the seed.
var studio = []Host{
	{Name: "anna-workstation", UserName: "anna", Mode: ModeDesktop, MaxPlayers: 1, Description: "the desk by the window"},
	{Name: "render-07", UserName: "carla", Mode: ModeDesktop, MaxPlayers: 4, Description: "2 × RTX 6000, night jobs from 22:00"},
	{Name: "edit-suite-01", UserName: "anna", Mode: ModeDesktop, MaxPlayers: 1, Description: "DaVinci Resolve, 10 Gb to the shelf"},
	{Name: "edit-suite-02", UserName: "boris", Mode: ModeDesktop, MaxPlayers: 1, Description: "DaVinci Resolve"},
	{Name: "color-grading-1", UserName: "zoë", Mode: ModeDesktop, MaxPlayers: 2, Description: "calibrated every Monday"},
	{Name: "den-pc", UserName: "43523", Mode: ModeGame, Game: "SuperTuxKart", MaxPlayers: 4},
	{Name: "build-mac-03", UserName: "ci", Mode: ModeDesktop, Description: "Xcode, do not restart"},
	{Name: "QA lab · bench 4", UserName: "mei", Mode: ModeDesktop, MaxPlayers: 3},
	{Name: "編集室-東京", UserName: "李雷", Mode: ModeDesktop, MaxPlayers: 1, Description: "Tokyo, second floor"},
	{Name: "render-09", UserName: "dan", Mode: ModeDesktop, MaxPlayers: 4, Description: "2 × RTX 6000"},
	{Name: "unreal-stage-b", UserName: "farid", Mode: ModeDesktop, MaxPlayers: 2, Description: "LED wall, ask before use"},
	{Name: "Café Müller", UserName: "jürgen", Mode: ModeDesktop, MaxPlayers: 1},
	{Name: "playtest 🎮 north", UserName: "mei", Mode: ModeGame, Game: "Hedgewars", MaxPlayers: 8, EventName: "Friday playtest"},
	{Name: "sound-stage-2", UserName: "ingrid", Mode: ModeDesktop, MaxPlayers: 1, Description: "Pro Tools, 48 kHz"},
	{Name: "review-room", UserName: "producers", Mode: ModeDesktop, MaxPlayers: 6, Description: "dailies at 17:30"},
	{Name: "mocap-capture", UserName: "tomás", Mode: ModeDesktop, MaxPlayers: 1},
	{Name: "DESKTOP-4K2J9QF", UserName: "88120", Mode: ModeDesktop},
	{Name: "build-win-11", UserName: "ci", Mode: ModeDesktop},
	{Name: "서울-render-01", UserName: "jisoo", Mode: ModeDesktop, MaxPlayers: 2, Description: "Seoul, follows the sun"},
	{Name: "boris-laptop", UserName: "boris", Mode: ModeDesktop, MaxPlayers: 1},
	{Name: "arcade-left", UserName: "lobby", Mode: ModeGame, Game: "Xonotic", MaxPlayers: 4},
	{Name: "vfx-houdini-5", UserName: "noor", Mode: ModeDesktop, MaxPlayers: 1, Description: "256 GB, simulations only"},
	{Name: "Zoë 🎨 tablet", UserName: "zoë", Mode: ModeDesktop, MaxPlayers: 1},
	{Name: "archive-lto", UserName: "ops", Mode: ModeDesktop, Description: "tape robot, read only"},
	{Name: "render-10", UserName: "dan", Mode: ModeDesktop, MaxPlayers: 4, Description: "2 × RTX 6000"},
	{Name: "cad-station-2", UserName: "oluwaseun", Mode: ModeDesktop, MaxPlayers: 1},
	{Name: "edit-suite-03", UserName: "carla", Mode: ModeDesktop, MaxPlayers: 1, Description: "DaVinci Resolve, spare"},
	{Name: "playtest-south", UserName: "mei", Mode: ModeGame, Game: "OpenTTD", MaxPlayers: 8},
	{Name: "color-grading-2", UserName: "zoë", Mode: ModeDesktop, MaxPlayers: 2},
	{Name: "build-mac-04", UserName: "ci", Mode: ModeDesktop, Description: "Xcode beta"},
}

// Parts of made-up hosts, for fleets beyond the studio's own.
var (
	sites    = []string{"ber-", "bog-", "kyo-", "ldn-", "osl-", "sea-", "syd-", "yul-"}
	purposes = []string{
		"render", "edit-suite", "color", "sound", "vfx", "ws", "cad", "unreal", "build-mac", "build-win",
		"qa", "review", "mocap", "gpu", "laptop", "training", "playtest", "lookdev", "anim", "comp",
	}
	flourishes = []string{" 編集", " ✨", " (Büro)", " 🎬", " 作業用", " №2", " · spare", " ñ", " 개발"}
	people     = []string{
		"anna", "boris", "carla", "dan", "farid", "ingrid", "jisoo", "jürgen", "mei", "noor",
		"oluwaseun", "priya", "quentin", "rosa", "søren", "tomás", "ulla", "viktor", "wanjiru", "zoë",
	}
	games = []string{
		"SuperTuxKart", "Hedgewars", "Xonotic", "OpenTTD", "0 A.D.", "Teeworlds",
		"Battle for Wesnoth", "Frozen Bubble",
	}
	events    = []string{"", "", "Friday cup", "open lobby", "speedrun night"}
	builds    = []string{"150-95", "150-97", "150-97c", "149-3"}
	renamings = []string{"-b", " (on loan)", " (4K)", " – ask first"}
)
