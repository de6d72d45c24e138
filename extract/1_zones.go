package extract

func (w *work) zones() {}
