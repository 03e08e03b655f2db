namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>Half the straight line through all values and half the smoothed level of their doubled distance to it.</summary>
internal readonly struct ThetaLine
{
    private readonly double level;
    private readonly double intercept;
    private readonly double slope;
    private readonly int count;

    public ThetaLine(ReadOnlySpan<double> values)
    {
        count = values.Length;
        var middle = (count - 1) / 2.0;
        double sum = 0, top = 0, bottom = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / count;
        for (var t = 0; t < count; t++)
        {
            top += (t - middle) * (values[t] - mean);
            bottom += (t - middle) * (t - middle);
        }

        slope = bottom > 0 ? top / bottom : 0;
        intercept = mean - (slope * middle);
        var doubled = new double[count];
        for (var t = 0; t < count; t++)
        {
            doubled[t] = (2 * values[t]) - intercept - (slope * t);
        }

        level = TrendSmoothing.Level(doubled).Level;
    }

    public double At(int step) => (level + intercept + (slope * (count - 1 + step))) / 2;
}
