package ui
import "testing"
func TestTmp(t *testing.T) {
	t.Log(follow(t, []move{{"wait",0,30},{"present",0,1},{"wait",0,60},{"echo",0,0}}))
	t.Log(follow(t, []move{{"wait",0,30},{"present",0,1},{"wait",0,60},{"echo",0,1},{"echo",0,2}}))
}
