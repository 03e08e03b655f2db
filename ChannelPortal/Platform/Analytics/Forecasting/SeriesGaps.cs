namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>Months that nobody recorded. What comes before the first value is not part of the series; what lies between two values runs from one to the other.</summary>
internal static class SeriesGaps
{
    /// <summary>Place of the first value; as many as there are when there is none.</summary>
    public static int FirstOf(IReadOnlyList<double?> values)
    {
        var first = 0;
        while (first < values.Count && values[first] is null)
        {
            first++;
        }

        return first;
    }

    public static double[] Fill(IReadOnlyList<double?> values)
    {
        var first = FirstOf(values);
        var last = values.Count - 1;
        while (last >= first && values[last] is null)
        {
            last--;
        }

        var filled = new double[values.Count - first];
        var known = first;
        for (var i = first; i <= last; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            filled[i - first] = value;
            for (var j = known + 1; j < i; j++)
            {
                filled[j - first] = Between(values[known]!.Value, value, (double)(j - known) / (i - known));
            }

            known = i;
        }

        for (var i = last + 1; i < values.Count; i++)
        {
            filled[i - first] = filled[last - first];
        }

        return filled;
    }

    private static double Between(double from, double to, double share) =>
        from > 0 && to > 0 ? from * Math.Pow(to / from, share) : from + ((to - from) * share);
}
