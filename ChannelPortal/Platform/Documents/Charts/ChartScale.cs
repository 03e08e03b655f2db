namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>A value axis with round steps: 1, 2, 2.5 or 5 times a power of ten.</summary>
internal readonly record struct ChartScale(double From, double To, double Step)
{
    public static ChartScale Over(double smallest, double largest, int steps)
    {
        if (largest <= smallest)
        {
            // A line that never moves stands against zero; above a constant hundred percent there is nothing.
            (smallest, largest) = (Math.Min(0, smallest), smallest == 0 ? 1 : Math.Max(0, smallest));
        }

        var raw = (largest - smallest) / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.First(m => m * power >= raw - (power * 1e-9)) * power;
        return new ChartScale(Math.Floor(smallest / step) * step, Math.Ceiling((largest / step) - 1e-9) * step, step);
    }

    public IEnumerable<double> Ticks()
    {
        var count = (int)Math.Round((To - From) / Step);
        for (var i = 0; i <= count; i++)
        {
            yield return From + (i * Step);
        }
    }
}
