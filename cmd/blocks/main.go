package main
import ("fmt";"os";"github.com/taizhang/taizhang/extract/reader")
func main(){ b,_:=os.ReadFile(os.Args[1]); d,err:=reader.Read(os.Args[1],b,reader.Options{}); if err!=nil{fmt.Println(err);return}
for _,x:=range d.Blocks{ s:=x.Spans.Cut(d.Text); if len(s)>150{s=s[:150]}; n:=0; if x.Grid!=nil{n=len(x.Grid.Rows)}; fmt.Printf("%s %s %d %q\n",x.Kind,x.At,n,s)}}
