package taizhang

// Series is records of any number, in the order in which they were added: in memory, or elsewhere.
type Series[T any] interface {
	Add(T)
	Len() int
	At(i int) *T // not to be changed; an empty one where Err is not nil
	Err() error  // why some could not be kept, or brought back
}

// List is a [Series] in memory.
type List[T any] []T

func (l *List[T]) Add(x T)     { *l = append(*l, x) }
func (l *List[T]) Len() int    { return len(*l) }
func (l *List[T]) At(i int) *T { return &(*l)[i] }
func (l *List[T]) Err() error  { return nil }
